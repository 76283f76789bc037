"""Faulty: yields where it should return."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    yield torch.tanh(X @ W_xh + H @ W_hh + b_h)
