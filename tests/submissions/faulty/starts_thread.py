"""Faulty: leaves a thread behind that keeps the processor busy for five minutes; otherwise right."""

import threading
import time

import torch


def spin():
    end = time.monotonic() + 300
    while time.monotonic() < end:
        pass


def rnn_cell(X, H, W_xh, W_hh, b_h):
    threading.Thread(target=spin).start()
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
