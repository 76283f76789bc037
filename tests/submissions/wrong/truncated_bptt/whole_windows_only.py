"""Wrong: `T // k` windows, and nothing after them."""

import torch


def truncated_bptt(X, H, W_xh, W_hh, b_h, k):
    states = []
    for window in range(len(X) // k):
        for i in range(k):
            H = torch.tanh(X[window * k + i] @ W_xh + H @ W_hh + b_h)
            states.append(H)
        H = H.detach()
    return torch.stack(states)
