"""Wrong: the sizes of the book are built into a reshape."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X.reshape(3, 1) @ W_xh + H.reshape(3, 4) @ W_hh + b_h)
