"""Wrong: a new name inside the loop, so each step starts from the initial state."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H_t = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H_t)
    return torch.stack(states), H_t
