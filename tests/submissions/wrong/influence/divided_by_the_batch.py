"""Wrong: the mean of the squares over the batch under the root."""

import torch
from torch.autograd.functional import jacobian


def influence(X, H, W_xh, W_hh, b_h):
    def states(X):
        state, found = H, []
        for X_t in X:
            state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
            found.append(state)
        return torch.stack(found)

    return (jacobian(states, X).square().sum(dim=(1, 2, 4, 5)) / X.shape[1]).sqrt()
