"""Wrong: the root is missing."""

import torch
from torch.func import jacfwd


def influence(X, H, W_xh, W_hh, b_h):
    def states(X):
        state, found = H, []
        for X_t in X:
            state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
            found.append(state)
        return torch.stack(found)

    return (jacfwd(states)(X) ** 2).sum((1, 2, 4, 5))
