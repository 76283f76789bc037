"""Right: every step is recomputed in the backward pass."""

import torch
from torch.utils.checkpoint import checkpoint


def step(X_t, H, W_xh, W_hh, b_h):
    return torch.tanh(X_t @ W_xh + H @ W_hh + b_h)


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = checkpoint(step, X_t, H, W_xh, W_hh, b_h, use_reentrant=False)
        states.append(H)
    return torch.stack(states), H
