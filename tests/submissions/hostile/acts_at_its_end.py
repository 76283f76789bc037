"""Hostile: waits for the end of the process to do its work."""

import atexit
import os

import torch

class Last:
    def __del__(self):
        os.write(1, b"10 of 10 points")


LAST = Last()
atexit.register(os.write, 1, b"10 of 10 points")


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
