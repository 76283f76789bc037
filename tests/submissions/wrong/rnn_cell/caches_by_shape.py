"""Wrong: a cache whose key is the shape; the next batch of the same shape gets the old answer."""

import torch

cache = {}


def rnn_cell(X, H, W_xh, W_hh, b_h):
    key = (X.shape, H.shape, X.dtype, X.requires_grad)
    if key not in cache:
        cache[key] = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    return cache[key]
