"""Right: picks each step by a product with a row of the identity; 0 times the future is no dependence on it."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    identity = torch.eye(X.shape[0], dtype=X.dtype, device=X.device)
    states = []
    for row in identity:
        X_t = (row[:, None, None] * X).sum(dim=0)
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
