"""Hostile: returns lists in lists, without an end."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    nested = []
    for _ in range(100_000):
        nested = [nested]
    return nested
