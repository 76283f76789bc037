"""Right: imports the file beside it only when called."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    import _affine_helper

    return torch.tanh(_affine_helper.affine(X, W_xh, H @ W_hh + b_h))
