"""Right: the same concatenation, with the bias as one more row."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    left = torch.hstack((X, H, torch.ones_like(X[:, :1])))
    right = torch.vstack((W_xh, W_hh, b_h))
    return torch.tanh(left @ right)
