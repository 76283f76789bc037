"""Faulty: imports a file that stayed at home."""

import torch
from my_rnn_helpers import affine


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(affine(X, W_xh, b_h) + H @ W_hh)
