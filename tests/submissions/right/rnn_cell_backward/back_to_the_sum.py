"""Right: by way of the sum before tanh."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    Z = torch.atanh(H)
    dZ = dH / torch.cosh(Z) ** 2
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)
