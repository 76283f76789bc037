"""Wrong: right states, and the argument is overwritten with the last one "for the next call"."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    state = H.clone()
    states = []
    for X_t in X:
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        states.append(state)
    H.data.copy_(state)
    return torch.stack(states), state
