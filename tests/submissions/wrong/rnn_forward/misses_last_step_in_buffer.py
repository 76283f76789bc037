"""Wrong: the last row of the buffer stays zero."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = X.new_zeros(len(X), *H.shape)
    for t in range(len(X) - 1):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states[t] = H
    return states, H
