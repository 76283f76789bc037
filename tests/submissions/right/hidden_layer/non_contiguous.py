"""Right: computed as columns and turned back, so the result is not contiguous."""

import torch


def hidden_layer(X, W_xh, b_h):
    return torch.tanh(W_xh.T @ X.T + b_h.unsqueeze(1)).T
