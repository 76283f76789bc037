"""Right: in-place, but only on its own temporaries."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        Z = X_t @ W_xh
        Z += H @ W_hh
        Z += b_h
        H = Z.tanh_()
        states.append(H)
    return torch.stack(states), H
