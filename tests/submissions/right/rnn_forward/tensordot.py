"""Right: `tensordot`, and a `while` loop."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    XW = torch.tensordot(X, W_xh, dims=1)
    states, t = [], 0
    while t < XW.shape[0]:
        H = torch.tanh(XW[t] + torch.tensordot(H, W_hh, dims=1) + b_h)
        states.append(H)
        t += 1
    return torch.stack(states), H
