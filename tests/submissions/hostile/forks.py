"""Hostile: starts a copy of itself."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        if os.fork() == 0:
            os._exit(0)
        print("ESCAPED", 'fork')
    except OSError:
        pass
    return torch.zeros_like(H)
