"""Wrong when T == 1: a sequence of one step "has no previous state"."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = [torch.tanh(X[0] @ W_xh + (H @ W_hh if len(X) > 1 else 0) + b_h)]
    for X_t in X[1:]:
        states.append(torch.tanh(X_t @ W_xh + states[-1] @ W_hh + b_h))
    return torch.stack(states), states[-1]
