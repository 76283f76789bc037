"""Wrong: `torch.func.vjp` is autograd, too."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    def linear(X, H_prev, W_xh, W_hh, b):
        return X @ W_xh + H_prev @ W_hh + b

    _, backward = torch.func.vjp(linear, X, H_prev, W_xh, W_hh, torch.zeros_like(H[0]))
    return backward(dH * (1 - H**2))
