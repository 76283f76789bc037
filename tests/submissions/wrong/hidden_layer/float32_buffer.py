"""Wrong unless the inputs are float32: the rows are written into a buffer of the default dtype."""

import torch


def hidden_layer(X, W_xh, b_h):
    out = torch.zeros(X.shape[0], b_h.shape[0])
    for i, x in enumerate(X):
        out[i] = torch.tanh(x @ W_xh + b_h)
    return out
