"""Faulty: a list of tensors, but of the columns."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return list(torch.tanh(X @ W_xh + H @ W_hh + b_h).T)
