"""Right: `F.linear` and `torch.unbind`."""

import torch
import torch.nn.functional as F


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in torch.unbind(F.linear(X, W_xh.T, b_h), dim=0):
        H = torch.tanh(X_t + F.linear(H, W_hh.T))
        states.append(H)
    return torch.stack(states), H
