"""Hostile: prints the environment that it is given."""

import os

import torch

print(dict(os.environ))


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
