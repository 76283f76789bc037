"""Wrong: `=` where `+=` is meant, three times."""

import torch


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    dX = torch.zeros_like(X)
    states = torch.cat((H0[None], H))
    back = torch.zeros_like(H0)
    for t in range(len(X), 0, -1):
        dZ = (dH[t - 1] + back) * (1 - states[t] ** 2)
        dX[t - 1] = dZ @ W_xh.T
        dW_xh = X[t - 1].T @ dZ
        dW_hh = states[t - 1].T @ dZ
        db_h = dZ.sum(0)
        back = dZ @ W_hh.T
    return dX, back, dW_xh, dW_hh, db_h
