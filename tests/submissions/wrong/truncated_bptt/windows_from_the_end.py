"""Wrong: the windows are counted from the end: the first one is the short one."""

import torch


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    states = []
    for t, X_t in enumerate(X):
        if t > 0 and (len(X) - t) % k == 0:
            H = H.detach()
        H = torch.tanh(X_t @ W_xh + H @ W_hh + b_h)
        states.append(H)
    return torch.stack(states)
