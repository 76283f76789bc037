"""Probing: gives its argument other data, of one axis only; otherwise nothing is right."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states, state = [], H
    for step in list(X):
        state = torch.tanh(step @ W_xh + state @ W_hh + b_h)
        states.append(state)
    result = torch.stack(states)
    X.data = X.data.flatten()
    return result, state
