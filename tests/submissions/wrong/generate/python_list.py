"""Wrong: a list of numbers."""

import torch


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    H = torch.zeros_like(b_h)
    outputs = []
    for token in prefix.tolist():
        outputs.append(token)
        H = torch.tanh(W_xh[token] + H @ W_hh + b_h)
    for _ in range(num_tokens):
        outputs.append(int((H @ W_hq + b_q).argmax()))
        H = torch.tanh(W_xh[outputs[-1]] + H @ W_hh + b_h)
    return outputs
