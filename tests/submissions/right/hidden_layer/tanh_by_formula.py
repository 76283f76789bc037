"""Right: tanh written with exponentials."""

import torch


def tanh(z):
    up, down = torch.exp(z), torch.exp(-z)
    return (up - down) / (up + down)


def hidden_layer(X, W_xh, b_h):
    return tanh(X @ W_xh + b_h)
