"""Wrong on a GPU: the result lives on the CPU, dtype and values are right."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    out = torch.empty(H.shape, dtype=H.dtype)
    out[:] = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return out
