"""Wrong unless the inputs are float32: writes into zeros of the default dtype."""

import torch


def influence(X, H, W_xh, W_hh, b_h):
    T = len(X)
    norms = torch.zeros(T, T, device=X.device)
    J = []
    for t in range(T):
        H = torch.tanh(X[t] @ W_xh + H @ W_hh + b_h)
        slope = (1 - H**2)[:, None]
        J = [j @ W_hh * slope for j in J] + [W_xh * slope]
        norms[t, : t + 1] = torch.stack([j.norm() for j in J])
    return norms
