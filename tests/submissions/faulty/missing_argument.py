"""Faulty: no bias among the arguments."""

import torch


def rnn_cell(X, H, W_xh, W_hh):
    return torch.tanh(X @ W_xh + H @ W_hh)
