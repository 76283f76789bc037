"""Right: the product by broadcasting, (n, d, 1) * (d, h), summed over d."""

import torch


def hidden_layer(X, W_xh, b_h):
    return torch.tanh((X[:, :, None] * W_xh).sum(dim=1) + b_h)
