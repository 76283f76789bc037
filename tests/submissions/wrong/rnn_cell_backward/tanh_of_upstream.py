"""Wrong: the helper takes the derivative at whatever it is given."""

import torch


def through_tanh(gradient):
    return gradient * (1 - torch.tanh(gradient).pow(2))


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = through_tanh(dH)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)
