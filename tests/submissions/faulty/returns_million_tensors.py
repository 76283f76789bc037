"""Faulty: a list of a million tensors."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return [H] * 1_000_000
