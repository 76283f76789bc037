"""Right: the step as one product, and its gradients cut into two."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    d = X.shape[1]
    dZ = dH * (1 + H) * (1 - H)
    inputs, weights = torch.cat((X, H_prev), dim=1), torch.cat((W_xh, W_hh))
    d_inputs, d_weights = dZ @ weights.T, inputs.T @ dZ
    return d_inputs[:, :d], d_inputs[:, d:], d_weights[:d], d_weights[d:], dZ.sum(0)
