"""Right: grows the result at every step, starting from an empty tensor."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    Hs = H.new_empty((0, *H.shape))
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        Hs = torch.cat((Hs, H[None]))
    return Hs, H
