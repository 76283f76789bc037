"""Wrong: zeroes each step after reading it."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for t in range(len(X)):
        X_t = X[t].clone()
        X.data[t] = 0
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
