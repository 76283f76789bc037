"""Hostile: hangs when it is loaded, and catches what should wake it."""

import time

import torch

while True:
    try:
        time.sleep(600)
    except BaseException:
        pass


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
