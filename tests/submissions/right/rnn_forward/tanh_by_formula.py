"""Right: tanh by way of the sigmoid; last state by a negative index."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = [H]
    for X_t in X:
        z = X_t @ W_xh + states[-1] @ W_hh + b_h
        states.append(2 * torch.sigmoid(2 * z) - 1)
    return torch.stack(states[1:]), states[-1]
