"""Probing: right, and holds 256 MiB for a moment."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    hoard = torch.ones(1 << 28, dtype=torch.uint8)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h * hoard[0].to(b_h.dtype))
