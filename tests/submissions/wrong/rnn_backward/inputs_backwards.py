"""Wrong: collects the gradients of the inputs while it goes back in time."""

import torch


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    states = [H0, *H]
    dX, dW_xh, dW_hh, db_h, back = [], 0, 0, 0, 0
    for t in range(len(X), 0, -1):
        dZ = (dH[t - 1] + back) * (1 - states[t] ** 2)
        dX += [dZ @ W_xh.T]
        back = dZ @ W_hh.T
        dW_xh, dW_hh, db_h = dW_xh + X[t - 1].T @ dZ, dW_hh + states[t - 1].T @ dZ, db_h + dZ.sum(0)
    return torch.stack(dX), back, dW_xh, dW_hh, db_h
