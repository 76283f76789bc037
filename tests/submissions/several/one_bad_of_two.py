"""`rnn_cell` is right; `rnn_forward` never ends."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    t = 0
    while t < X.shape[0]:
        H = rnn_cell(X[t], H, W_xh, W_hh, b_h)
        states = [H]
    return torch.stack(states), H
