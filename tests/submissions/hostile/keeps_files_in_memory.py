"""Hostile: fills memory with files that have no name."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        kept = [os.memfd_create(str(i)) for i in range(3)]
        print("ESCAPED", 'memfd')
    except OSError:
        pass
    return torch.zeros_like(H)
