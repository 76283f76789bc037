"""Wrong: `(T, 1)`."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    norms = [torch.linalg.matrix_norm(J, ord=2, keepdim=True)[0]]
    for t in range(len(H) - 1, 0, -1):
        J = (W_hh * (1 - H[t] ** 2)) @ J
        norms.insert(0, torch.linalg.matrix_norm(J, ord=2, keepdim=True)[0])
    return torch.stack(norms)
