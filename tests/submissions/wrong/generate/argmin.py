"""Wrong: the least likely token."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = torch.zeros_like(b_h)
    outputs = list(prefix)
    for i in range(len(prefix) + num_tokens - 1):
        H = torch.tanh(W_xh[outputs[i]] + H @ W_hh + b_h)
        if i >= len(prefix) - 1:
            outputs.append(torch.argmin(H @ W_hq + b_q))
    return torch.stack(outputs)
