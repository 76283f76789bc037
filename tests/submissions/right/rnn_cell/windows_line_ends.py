"""Right: written on Windows, with a byte order mark and CRLF."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    # größer als nötig
    Z = X @ W_xh + H @ W_hh + b_h
    return torch.tanh(Z)
