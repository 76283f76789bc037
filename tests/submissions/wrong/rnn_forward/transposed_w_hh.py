"""Wrong: the recurrence uses `F.linear` with the square matrix as it is."""

import torch
import torch.nn.functional as F


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in F.linear(X, W_xh.T, b_h):
        H = torch.tanh(X_t + F.linear(H, W_hh))
        states.append(H)
    return torch.stack(states), H
