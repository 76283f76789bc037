"""Right: one backward pass for every number of every state."""

import torch


def influence(X, H, W_xh, W_hh, b_h):
    T = X.shape[0]
    inputs = X.detach().clone().requires_grad_(True)
    state = H
    norms = torch.zeros(T, T, dtype=X.dtype, device=X.device)
    for t in range(T):
        state = torch.tanh(inputs[t] @ W_xh + state @ W_hh + b_h)
        for number in state.flatten():
            (grad,) = torch.autograd.grad(number, inputs, retain_graph=True)
            norms[t] += grad.pow(2).sum(dim=(1, 2))
    return norms.sqrt()
