"""Faulty: a list of tensors of different lengths."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    H = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return [row[i:] for i, row in enumerate(H)] + [H]
