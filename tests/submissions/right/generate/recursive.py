"""Right: recursion instead of a loop."""

import torch


def write(tokens, waiting, H, left, cell, output):
    for token in waiting:
        H = cell(token, H)
    if left == 0:
        return tokens
    new = output(H).argmax(dim=1)
    return write(torch.cat([tokens, new]), new, H, left - 1, cell, output)


def generate(prefix, num_tokens, W_xh, W_hh, b_h, W_hq, b_q):
    cell = lambda token, H: torch.tanh(W_xh[token] + H @ W_hh + b_h)
    output = lambda H: H @ W_hq + b_q
    start = torch.zeros((1, b_h.shape[0]), dtype=b_h.dtype, device=b_h.device)
    return write(prefix, prefix, start, num_tokens, cell, output)
