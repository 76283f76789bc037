"""Right: the backward step in a function of its own, called from the last step to the first."""

import torch


def step_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)


def rnn_backward(dH, X, H0, H, W_xh, W_hh):
    T = len(X)
    dX = [None] * T
    back = torch.zeros_like(H0)
    totals = [torch.zeros_like(W_xh), torch.zeros_like(W_hh), torch.zeros_like(H0[0])]
    for t in reversed(range(T)):
        H_prev = H[t - 1] if t > 0 else H0
        dX[t], back, *parts = step_backward(dH[t] + back, X[t], H_prev, H[t], W_xh, W_hh)
        totals = [total + part for total, part in zip(totals, parts)]
    return torch.stack(dX), back, *totals
