"""Hostile: starts a process by the call itself, with flags of its own."""

import ctypes
import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    if os.uname().machine == "x86_64":
        started = ctypes.CDLL(None).syscall(56, ctypes.c_long(17), 0, 0, 0, 0)
        if started == 0:
            os._exit(0)
        if started > 0:
            print("ESCAPED clone")
    return torch.zeros_like(H)
