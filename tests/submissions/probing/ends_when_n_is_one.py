"""Probing: right, but ends its process when n == 1."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    if X.shape[0] == 1:
        os._exit(7)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
