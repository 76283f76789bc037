"""Wrong: keeps the last state for the next call of the same size."""

import torch

last = {}


def rnn_forward(X, H, W_xh, W_hh, b_h):
    key = (X.shape, H.shape, X.dtype)
    if key in last:
        H = last[key]
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    last[key] = H.detach()
    return torch.stack(states), H
