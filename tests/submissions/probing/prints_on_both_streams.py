"""Probing: right; prints while it is loaded and when it is called, on both streams, and bytes that are no text."""

import os
import sys

import torch

print("loading")


def rnn_cell(X, H, W_xh, W_hh, b_h):
    print("calling")
    print("warning", file=sys.stderr)
    sys.stdout.flush()
    os.write(1, b"\xff\n")
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
