"""Wrong: the inputs are centred over time, so each state knows the future."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X - X.mean(dim=0):
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
