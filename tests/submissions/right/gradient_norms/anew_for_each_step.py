"""Right: every product from its beginning; slow and plain."""

import torch


def gradient_norms(H, W_hh):
    T, h = H.shape
    result = torch.ones(T, dtype=H.dtype, device=H.device)
    for t in range(T - 1):
        J = torch.diag(1 - H[t + 1] ** 2) @ W_hh.T
        for s in range(t + 2, T):
            J = torch.diag(1 - H[s] ** 2) @ W_hh.T @ J
        result[t] = torch.linalg.svdvals(J).max()
    return result
