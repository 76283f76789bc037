"""Wrong: ignores the state it is given and starts from zero."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    H = X.new_zeros(X.shape[1], W_hh.shape[0])
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
