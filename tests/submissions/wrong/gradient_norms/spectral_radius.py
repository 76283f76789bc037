"""Wrong: the spectral radius for the spectral norm."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    result = H.new_empty(len(H))
    for t in reversed(range(len(H))):
        result[t] = torch.linalg.eigvals(J).abs().max()
        J = J @ torch.diag(1 - H[t] ** 2) @ W_hh.T
    return result
