"""Wrong: `range(len(prefix) + num_tokens - 2)`."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = torch.zeros_like(b_h)
    outputs = [prefix[0]]
    for t in range(len(prefix) + num_tokens - 2):
        H = torch.tanh(W_xh[outputs[-1]] + H @ W_hh + b_h)
        outputs.append(prefix[t + 1] if t < len(prefix) - 1 else (H @ W_hq + b_q).argmax())
    return torch.stack(outputs)
