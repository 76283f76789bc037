"""Right: fills a buffer of the right dtype and device row by row."""

import torch


def hidden_layer(X, W_xh, b_h):
    out = torch.empty(X.shape[0], b_h.shape[0], dtype=X.dtype, device=X.device)
    for i in range(X.shape[0]):
        out[i] = torch.tanh(X[i] @ W_xh + b_h)
    return out
