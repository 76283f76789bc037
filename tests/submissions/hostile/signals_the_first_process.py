"""Hostile: kills the first process of its world."""

import os
import signal

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        os.kill(1, signal.SIGKILL)
        print("ESCAPED", 'kill')
    except OSError:
        pass
    return torch.zeros_like(H)
