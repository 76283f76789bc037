"""Right: keyword-only, with an option nobody asked for."""

import torch


def rnn_forward(*, X, H, W_xh, W_hh, b_h, activation=torch.tanh):
    states = []
    for t in range(X.shape[0]):
        H = activation(X[t] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
