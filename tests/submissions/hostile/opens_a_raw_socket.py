"""Hostile: listens to the network itself."""

import socket

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
        print("ESCAPED", 'raw')
    except OSError:
        pass
    return torch.zeros_like(H)
