"""Wrong: the first sequence stands for all."""

import torch


def influence(X, H, W_xh, W_hh, b_h):
    T = len(X)
    norms = torch.zeros(T, T, dtype=X.dtype, device=X.device)
    h, jacobians = H[0], []
    for t in range(T):
        h = torch.tanh(X[t, 0] @ W_xh + h @ W_hh + b_h)
        jacobians = [J @ W_hh * (1 - h * h) for J in jacobians] + [W_xh * (1 - h * h)]
        norms[t, : t + 1] = torch.stack([J.norm() for J in jacobians])
    return norms
