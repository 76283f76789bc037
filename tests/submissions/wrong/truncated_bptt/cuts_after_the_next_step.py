"""Wrong: counts from 0 as if it were from 1."""

import torch


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    states = []
    for t, X_t in enumerate(X):
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
        if t > 0 and t % k == 0:
            H = H.detach()
    return torch.stack(states)
