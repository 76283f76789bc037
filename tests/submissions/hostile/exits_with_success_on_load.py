"""Hostile: ends the process as if all had gone well, when it is loaded."""

import os

import torch

os._exit(0)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
