"""Faulty: 8 GiB of ones at once, then answers rightly."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    ones = torch.ones(1 << 31)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h * ones[0].to(b_h.dtype))
