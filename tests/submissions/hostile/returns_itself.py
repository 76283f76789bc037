"""Hostile: returns a list that holds itself."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    loop = [H]
    loop.append(loop)
    return loop
