"""Right: tanh by way of the sigmoid."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    z = X @ W_xh + H @ W_hh + b_h
    return 2 * torch.sigmoid(2 * z) - 1
