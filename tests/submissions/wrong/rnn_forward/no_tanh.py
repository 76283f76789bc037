"""Wrong: a linear recurrence."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for XW in X @ W_xh + b_h:
        H = torch.addmm(XW, H, W_hh)
        states.append(H)
    return torch.stack(states), H
