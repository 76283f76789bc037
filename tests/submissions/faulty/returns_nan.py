"""Faulty: tanh as a quotient that overflows: not a number wherever the sum is large."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    z = 1e3 * (X @ W_xh + H @ W_hh + b_h)
    return (torch.exp(z) - torch.exp(-z)) / (torch.exp(z) + torch.exp(-z))
