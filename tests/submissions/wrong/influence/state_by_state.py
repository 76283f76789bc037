"""Wrong: the states by the states."""

import torch


def influence(X, H, W_xh, W_hh, b_h):
    T, n, _ = X.shape
    h = len(b_h)
    states, state = [], H
    for X_t in X:
        state = torch.tanh(X_t @ W_xh + state @ W_hh + b_h)
        states.append(state)
    norms = X.new_zeros(T, T)
    identity = torch.eye(h, dtype=X.dtype, device=X.device)
    for i in range(n):
        for s in range(T):
            J = identity
            norms[s, s] += J.square().sum()
            for t in range(s + 1, T):
                J = torch.diag(1 - states[t][i] ** 2) @ W_hh.T @ J
                norms[t, s] += J.square().sum()
    return norms.sqrt()
