"""Wrong: unpacks the first item of each list."""

import torch


def deep_rnn(X, H, W_xh, W_hh, b_h):
    W_x, W_h, b = W_xh[0], W_hh[0], b_h[0]
    last = []
    for state in H:
        states = []
        for X_t in X:
            state = torch.tanh(X_t @ W_x + state @ W_h + b)
            states.append(state)
        X = torch.stack(states)
        last.append(state)
    return X, torch.stack(last)
