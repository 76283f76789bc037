"""Right: overwrites the state, but a clone of it."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    H = H.clone()
    H[:] = torch.tanh(X @ W_xh + H.clone() @ W_hh + b_h)
    return H
