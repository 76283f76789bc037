"""Wrong: sums over the first index of `W_hh`, which nobody notices because it is square."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = dH * (1 - H**2)
    dH_prev = torch.einsum("nk,kh->nh", dZ, W_hh)
    return dZ @ W_xh.T, dH_prev, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)
