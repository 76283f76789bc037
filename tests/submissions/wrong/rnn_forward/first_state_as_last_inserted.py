"""Wrong: inserts at the front, turns the states around, and takes the wrong end."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.insert(0, H)
    return torch.stack(states[::-1]), states[-1]
