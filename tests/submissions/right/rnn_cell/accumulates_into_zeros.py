"""Right: adds the three terms up in a buffer of zeros."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = torch.zeros_like(H)
    Z += X @ W_xh
    Z += H @ W_hh
    Z += b_h
    return torch.tanh(Z)
