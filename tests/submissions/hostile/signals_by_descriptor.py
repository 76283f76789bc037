"""Hostile: signals its parent through a descriptor."""

import os
import signal

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        signal.pidfd_send_signal(os.pidfd_open(os.getppid()), signal.SIGKILL)
        print("ESCAPED", 'pidfd')
    except OSError:
        pass
    return torch.zeros_like(H)
