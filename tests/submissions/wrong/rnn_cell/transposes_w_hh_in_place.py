"""Wrong: turns the caller's `W_hh` around and leaves it so: the second call on the same tensors differs."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    W = W_hh.clone()
    W_hh.data = W_hh.data.t()
    return torch.tanh(X @ W_xh + H @ W + b_h)
