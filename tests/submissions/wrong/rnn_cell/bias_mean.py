"""Wrong: a single number for all units."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    b = b_h.mean()
    return torch.tanh(X @ W_xh + H @ W_hh + b)
