"""Right: a first attempt is still in the file; the second definition counts."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return X @ W_xh + H @ W_hh


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
