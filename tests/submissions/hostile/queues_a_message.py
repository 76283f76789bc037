"""Hostile: leaves a message in a queue."""

import ctypes

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    if ctypes.CDLL(None).msgget(1234, 0o1666) >= 0:
        print("ESCAPED msgget")
    return torch.zeros_like(H)
