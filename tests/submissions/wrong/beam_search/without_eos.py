"""Wrong: takes `eos` away."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    done, beam = [], [([bos], 0.0)]
    for _ in range(max_len):
        grown = [(t + [j], s + float(log_probs[t[-1], j])) for t, s in beam for j in range(log_probs.shape[1])]
        kept = sorted(grown, key=lambda h: h[1], reverse=True)[:beam_size]
        done += [h for h in kept if h[0][-1] == eos]
        beam = [h for h in kept if h[0][-1] != eos]
    best = max(done + beam, key=lambda h: h[1] / (len(h[0]) - 1) ** alpha)[0][1:]
    return best[:-1] if best[-1] == eos else best
