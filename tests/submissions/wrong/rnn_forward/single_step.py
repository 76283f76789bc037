"""Wrong when T == 1: returns early, without the axis of time."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    if len(X) == 1:
        H = torch.tanh(X[0] @ W_xh + H @ W_hh + b_h)
        return H, H
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
