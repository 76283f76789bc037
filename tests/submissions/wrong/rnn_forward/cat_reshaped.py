"""Wrong: `cat` along the units, then `reshape` until the shape is right; the values are not."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    outputs = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        outputs.append(H)
    return torch.cat(outputs, dim=1).reshape(len(X), *H.shape), H
