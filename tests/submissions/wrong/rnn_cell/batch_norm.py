"""Wrong: normalises the input over the batch."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    X = X - X.mean(dim=0, keepdim=True)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
