"""Right: recursion over time."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    H = torch.tanh(X[0] @ W_xh + H @ W_hh + b_h)
    if len(X) == 1:
        return H[None], H
    rest, last = rnn_forward(X[1:], H, W_xh, W_hh, b_h)
    return torch.cat((H[None], rest)), last
