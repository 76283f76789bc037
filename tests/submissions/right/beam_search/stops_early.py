"""Right: stops when as many are finished as the beam holds."""


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    table = log_probs.tolist()
    finished, live = [], [(0.0, [])]
    for _ in range(max_len):
        grown = [(t + table[(w or [bos])[-1]][j], w + [j]) for t, w in live for j in range(len(table))]
        kept = sorted(grown, reverse=True)[:beam_size]
        finished += [h for h in kept if h[1][-1] == eos]
        live = [h for h in kept if h[1][-1] != eos]
        if len(finished) >= beam_size:
            live = []
            break
    return max(finished + live, key=lambda h: h[0] / len(h[1]) ** alpha)[1]
