"""Wrong: tanh is computed, but its result is not kept."""

import torch


def hidden_layer(X, W_xh, b_h):
    Z = X @ W_xh + b_h
    torch.tanh(Z)
    return Z
