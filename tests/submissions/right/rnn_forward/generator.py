"""Right: a generator of states."""

import torch


def states(X, H, W_xh, W_hh, b_h):
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        yield H


def rnn_forward(X, H, W_xh, W_hh, b_h):
    Hs = torch.stack(tuple(states(X, H, W_xh, W_hh, b_h)))
    return Hs, Hs[-1]
