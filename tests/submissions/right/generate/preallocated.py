"""Right: a buffer for all tokens, the prefix written first."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    k = len(prefix)
    tokens = prefix.new_empty(k + num_tokens)
    tokens[:k] = prefix
    H = torch.zeros(1, len(b_h), dtype=b_h.dtype, device=b_h.device)
    for t in range(k + num_tokens - 1):
        H = torch.tanh(W_xh[tokens[t : t + 1]] + H @ W_hh + b_h)
        if t >= k - 1:
            tokens[t + 1] = (H @ W_hq + b_q).argmax()
    return tokens
