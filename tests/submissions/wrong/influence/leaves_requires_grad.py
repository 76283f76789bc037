"""Wrong: X requires a gradient after the call."""

import torch


def influence(X, H, W_xh, W_hh, b_h):
    X.requires_grad = True
    rows, state = [], H
    for X_t in X:
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        row = 0
        for number in state.flatten():
            row = row + torch.autograd.grad(number, X, retain_graph=True)[0].square().sum(dim=(1, 2))
        rows.append(row.sqrt())
    return torch.stack(rows).detach()
