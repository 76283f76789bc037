"""Wrong: no warm-up: begins with the last token of the prefix."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    outputs = list(prefix)
    H = torch.zeros_like(b_h)
    for _ in range(num_tokens):
        H = torch.tanh(W_xh[outputs[-1]] + H @ W_hh + b_h)
        outputs.append(torch.argmax(H @ W_hq + b_q))
    return torch.stack(outputs)
