"""Wrong when n == 1: takes a batch of one for a single vector."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    if X.shape[0] == 1:
        X, H = X[0], H[0]
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
