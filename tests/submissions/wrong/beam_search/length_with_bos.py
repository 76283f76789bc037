"""Wrong: the length of a list that begins with `bos`."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    rows = log_probs.tolist()
    finished, beam = [], [(0.0, [bos])]
    for _ in range(max_len):
        grown = sorted(((s + p, t + [i]) for s, t in beam for i, p in enumerate(rows[t[-1]])), reverse=True)
        finished += [h for h in grown[:beam_size] if h[1][-1] == eos]
        beam = [h for h in grown[:beam_size] if h[1][-1] != eos]
    best = max(finished + beam, key=lambda h: h[0] / len(h[1]) ** alpha)
    return best[1][1:]
