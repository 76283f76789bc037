"""Wrong: computes with a clone, so the gradient is right, but wipes the argument."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    previous = H.clone()
    H.data.zero_()
    return torch.tanh(X @ W_xh + previous @ W_hh + b_h)
