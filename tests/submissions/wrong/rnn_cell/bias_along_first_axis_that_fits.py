"""Wrong only when n == h: looks for the axis that has the length of the bias, from the left."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = X @ W_xh + H @ W_hh
    shape = [1, 1]
    shape[list(Z.shape).index(len(b_h))] = -1
    return torch.tanh(Z + b_h.reshape(shape))
