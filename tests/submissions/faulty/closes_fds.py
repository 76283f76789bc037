"""Faulty: closes every file descriptor of its process; otherwise right."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    os.closerange(0, 1024)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
