"""Hostile: waits for connections."""

import socket

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        socket.create_server(("127.0.0.1", 0))
        print("ESCAPED", 'listen')
    except OSError:
        pass
    return torch.zeros_like(H)
