"""Faulty: asks a question nobody answers."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    scale = float(input("scale? "))
    return torch.tanh(X @ W_xh + H @ W_hh + b_h) * scale
