"""Right: passes the weights on as **kwargs."""

import torch


def step(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def rnn_forward(X, H, **weights):
    states = []
    for X_t in X:
        H = step(X_t, H, **weights)
        states.append(H)
    return torch.stack(states), H
