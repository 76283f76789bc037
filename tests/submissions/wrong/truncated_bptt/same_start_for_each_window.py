"""Wrong: the helper is called with H every time."""

import torch


def run(X, H, W_xh, W_hh, b_h):
    states = []
    for X_t in X:
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return states


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    states = []
    for window in X.split(k):
        states += run(window, H, W_xh, W_hh, b_h)
    return torch.stack(states)
