"""Wrong: keeps the best extensions of each hypothesis, and of all of them together nothing is thrown away."""

import torch


def beam_search(log_probs, bos, eos, beam_size, max_len, alpha):
    v = log_probs.shape[0]
    done, live = [], [([bos], 0.0)]
    for _ in range(max_len):
        grown = []
        for tokens, total in live:
            values, places = torch.topk(log_probs[tokens[-1]], min(beam_size, v))
            grown += [(tokens + [p], total + x) for x, p in zip(values.tolist(), places.tolist())]
        done += [h for h in grown if h[0][-1] == eos]
        live = [h for h in grown if h[0][-1] != eos]
    return max((total / (len(tokens) - 1) ** alpha, tokens[1:]) for tokens, total in done + live)[1]
