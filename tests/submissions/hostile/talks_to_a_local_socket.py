"""Hostile: connects to a socket without a name in the file system."""

import socket

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        socket.socket(socket.AF_UNIX).connect("\0anybody")
        print("ESCAPED", 'unix')
    except OSError:
        pass
    return torch.zeros_like(H)
