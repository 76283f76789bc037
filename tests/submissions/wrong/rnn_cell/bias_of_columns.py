"""Wrong only when n == h: a column if it fits, the bias itself otherwise."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    bias = b_h
    if b_h.numel() == X.shape[0]:
        bias = b_h[:, None]
    return torch.tanh(X @ W_xh + H @ W_hh + bias)
