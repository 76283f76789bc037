"""Wrong: lets a tenth of the gradient pass."""

import torch


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    states = []
    for t, X_t in enumerate(X):
        if t > 0 and t % k == 0:
            H = 0.9 * H.detach() + 0.1 * H
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)
