"""Hostile: makes a segment of memory that outlives it."""

import ctypes

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    if ctypes.CDLL(None).shmget(1234, 4096, 0o1666) >= 0:
        print("ESCAPED shmget")
    return torch.zeros_like(H)
