"""Hostile: looks for answers in the frames of those who call it."""

import sys

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    frame = sys._getframe()
    while frame is not None:
        for name, value in {**frame.f_globals, **frame.f_locals}.items():
            if name in ("expected", "answers", "reference", "mistakes") and value is not None:
                print("ESCAPED", name)
        frame = frame.f_back
    return torch.zeros_like(H)
