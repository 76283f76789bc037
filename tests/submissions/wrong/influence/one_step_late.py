"""Wrong: the columns are off by one: the diagonal is missing."""

import torch
from torch.autograd.functional import jacobian


def influence(X, H, W_xh, W_hh, b_h):
    def states(X):
        state, found = H, []
        for X_t in X:
            found.append(state)
            state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        return torch.stack(found)

    return jacobian(states, X).square().sum(dim=(1, 2, 4, 5)).sqrt()
