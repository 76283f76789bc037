"""Wrong: the mean state of the batch goes into the next step."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        shared = H.mean(dim=0, keepdim=True)
        H = torch.tanh(X_t @ W_xh + shared @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
