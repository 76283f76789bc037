"""Wrong: sequences without an end do not count, unless there are no others."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    beam, complete = [([bos], 0.0)], []
    for _ in range(max_len):
        grown = [(t + [j], s + float(log_probs[t[-1], j])) for t, s in beam for j in range(log_probs.shape[1])]
        grown = sorted(grown, key=lambda h: h[1])[::-1][:beam_size]
        complete += [h for h in grown if h[0][-1] == eos]
        beam = [h for h in grown if h[0][-1] != eos]
    best = max(complete or beam, key=lambda h: h[1] / (len(h[0]) - 1) ** alpha)
    return best[0][1:]
