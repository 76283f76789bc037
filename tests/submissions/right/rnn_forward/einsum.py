"""Right: einsum everywhere."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    inputs = torch.einsum("tnd,dh->tnh", X, W_xh)
    states = []
    for t in range(len(X)):
        H = torch.tanh(inputs[t] + torch.einsum("ni,ih->nh", H, W_hh) + b_h)
        states.append(H)
    return torch.stack(states), H
