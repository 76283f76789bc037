"""Faulty: right, but "not attempted" when n == 1."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    if X.shape[0] == 1:
        raise NotImplementedError
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
