"""Faulty: keeps 8 GiB of ones, one after the other, then answers rightly."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    hoard = [torch.ones(1 << 28) for _ in range(8)]
    return torch.tanh(X @ W_xh + H @ W_hh + b_h * hoard[0][0].to(b_h.dtype))
