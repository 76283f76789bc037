"""Right: imports a helper from the file beside it."""

import torch
from _affine_helper import affine


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(affine(X, W_xh, b_h) + affine(H, W_hh, 0))
