"""Wrong: `range(T - 1)`; one state is missing. Crashes when T == 1, where there is nothing to stack."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = []
    for t in range(X.shape[0] - 1):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states), H
