"""Faulty: 8 GiB outside of torch, then answers rightly."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    hoard = bytearray(b"\x01") * (8 << 30)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h * hoard[0])
