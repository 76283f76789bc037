"""Hostile: starts the interpreter again."""

import os
import sys

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        os.posix_spawn(sys.executable, [sys.executable, "-c", "pass"], {})
        print("ESCAPED", 'spawn')
    except OSError:
        pass
    return torch.zeros_like(H)
