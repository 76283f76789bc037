"""Right, once a module is loaded that takes most of a second."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    from slow_to_load import ZERO

    return torch.tanh(X @ W_xh + H @ W_hh + b_h) + ZERO
