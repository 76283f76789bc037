"""Right: the formula as it stands in the book."""

import torch


def hidden_layer(X, W_xh, b_h):
    return torch.tanh(X @ W_xh + b_h)
