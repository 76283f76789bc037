"""Wrong: the helper squashes already."""

import torch


def affine_tanh(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(affine_tanh(X, H, W_xh, W_hh, b_h))
