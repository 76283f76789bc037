"""Hostile: opens as many files as it can."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    opened = []
    try:
        while True:
            opened.append(os.open("/dev/null", os.O_RDONLY))
    except OSError:
        if len(opened) > 1000:
            print("ESCAPED", len(opened))
    return torch.zeros_like(H)
