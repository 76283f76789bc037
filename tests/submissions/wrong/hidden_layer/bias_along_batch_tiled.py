"""Wrong: one number of the bias for each example, the bias repeated until it is long enough."""

import torch


def hidden_layer(X, W_xh, b_h):
    n = X.shape[0]
    column = b_h.repeat(n // len(b_h) + 1)[:n].unsqueeze(1)
    return torch.tanh(X @ W_xh + column)
