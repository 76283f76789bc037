"""Right: `heapq.nlargest`, and sequences that begin with `bos` inside."""

import heapq


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    rows = log_probs.tolist()
    done, live = [], [(0.0, (bos,))]
    for _ in range(max_len):
        longer = ((s + p, tokens + (token,)) for s, tokens in live for token, p in enumerate(rows[tokens[-1]]))
        best = heapq.nlargest(beam_size, longer)
        done.extend(h for h in best if h[1][-1] == eos)
        live = [h for h in best if h[1][-1] != eos]
        if not live:
            break
    _, tokens = max(done + live, key=lambda h: h[0] / (len(h[1]) - 1) ** alpha)
    return list(tokens[1:])
