"""Wrong: computes the sum again (without the bias), and squares it."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    z = torch.cat((X, H_prev), 1) @ torch.cat((W_xh, W_hh))
    dz = dH * (1 - z * z)
    return dz @ W_xh.T, dz @ W_hh.T, X.T @ dz, H_prev.T @ dz, dz.sum(0)
