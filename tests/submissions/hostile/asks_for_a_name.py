"""Hostile: asks who has an address."""

import socket

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        socket.gethostbyname("example.org")
        print("ESCAPED", 'resolve')
    except OSError:
        pass
    return torch.zeros_like(H)
