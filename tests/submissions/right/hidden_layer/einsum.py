"""Right: einsum, with the bias as an outer product with ones."""

import torch


def hidden_layer(X, W_xh, b_h):
    ones = X.new_ones(X.shape[0])
    return torch.tanh(torch.einsum("nd,dh->nh", X, W_xh) + torch.einsum("n,h->nh", ones, b_h))
