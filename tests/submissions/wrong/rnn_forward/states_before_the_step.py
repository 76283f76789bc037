"""Wrong: appends before the update, so the states are H_0 … H_{T-1}."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        states.append(H)
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
    return torch.stack(states), H
