"""Faulty: one number, expanded to a gigabyte and more that only a copy would need."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros(1).expand(1 << 20, 1 << 20)
