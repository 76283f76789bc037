"""Faulty: raises while the file is loaded."""

import torch

weights = torch.load("weights.pt")


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
