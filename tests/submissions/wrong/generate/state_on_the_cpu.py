"""Wrong on a GPU: zeros without a device."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = torch.zeros(1, len(b_h), dtype=b_h.dtype)
    tokens = prefix
    for i in range(len(prefix) + num_tokens - 1):
        H = torch.tanh(W_xh[tokens[i]] + H @ W_hh + b_h)
        if i >= len(prefix) - 1:
            tokens = torch.cat((tokens, (H @ W_hq + b_q).argmax(1)))
    return tokens
