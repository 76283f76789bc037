"""Probing: right, and slow when it is loaded."""

import time

import torch

time.sleep(1.5)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
