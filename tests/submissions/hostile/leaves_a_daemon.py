"""Hostile: leaves a process behind, in a session of its own and with no parent; otherwise right."""

import os
import time

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    reader, writer = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(writer, str(os.getpid()).encode())
            time.sleep(600)
        os._exit(0)
    print(os.read(reader, 20).decode())
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
