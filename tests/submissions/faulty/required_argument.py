"""Faulty: asks for one argument more, without a default."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h, activation):
    return activation(X @ W_xh + H @ W_hh + b_h)
