"""Hostile: opens a connection to this machine."""

import socket

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        socket.create_connection(("127.0.0.1", 22), 1)
        print("ESCAPED", 'connect')
    except OSError:
        pass
    return torch.zeros_like(H)
