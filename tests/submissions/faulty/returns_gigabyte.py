"""Faulty: a gigabyte of zeros."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros(1 << 28)
