"""Hostile: makes the kernel send a signal when a pipe can be read."""

import fcntl
import os
import signal

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    reader, writer = os.pipe()
    for command in (fcntl.F_SETOWN, fcntl.F_SETOWN | 1 << 32):
        try:
            fcntl.fcntl(reader, command, os.getppid())
            print("ESCAPED F_SETOWN")
        except (OSError, OverflowError):
            pass
    return torch.zeros_like(H)
