"""Wrong: inputs and state times the gradient, as they are."""

import torch


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    delta = dH * (1 - torch.square(H))
    dX, dH_prev = delta @ W_xh.T, delta @ W_hh.T
    dW_xh = X @ delta
    dW_hh = H_prev @ delta
    return dX, dH_prev, dW_xh, dW_hh, delta.sum(0)
