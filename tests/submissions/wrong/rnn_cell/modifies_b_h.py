"""Wrong: the result is right, but every call moves the bias a little."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    result = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    b_h.data += 1e-3
    return result
