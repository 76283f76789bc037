"""Faulty: nothing but NaN."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.full_like(H, float("nan"))
