"""Wrong: `torch.empty_like(H)` as the first state, "because it is overwritten anyway"."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    state = torch.empty_like(H)
    states = []
    for X_t in X:
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        states.append(state)
    return torch.stack(states), state
