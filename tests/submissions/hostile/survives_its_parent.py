"""Hostile: asks the kernel to let it live when its parent dies, and hangs."""

import ctypes

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
    while True:
        pass
