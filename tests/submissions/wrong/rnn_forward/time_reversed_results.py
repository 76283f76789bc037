"""Wrong: the states are right, but in the order of a pile."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states = [H, *states]
    return torch.stack(states), H
