"""Hostile: replaces itself with another program."""

import os
import sys

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        os.execv(sys.executable, [sys.executable, "-c", "pass"])
        print("ESCAPED", 'exec')
    except OSError:
        pass
    return torch.zeros_like(H)
