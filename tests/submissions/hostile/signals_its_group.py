"""Hostile: kills its group."""

import os
import signal

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        os.killpg(0, signal.SIGKILL)
        print("ESCAPED", 'killpg')
    except OSError:
        pass
    return torch.zeros_like(H)
