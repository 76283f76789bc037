"""Probing: right, but a moment after it is loaded its process stops for good, and reads nothing any more."""

import os
import signal
import threading

import torch

threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGSTOP)).start()


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
