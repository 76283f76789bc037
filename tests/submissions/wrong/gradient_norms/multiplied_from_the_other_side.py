"""Wrong: the column form with the order of the row form."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    norms = [torch.linalg.matrix_norm(J, ord=2)]
    for t in range(len(H) - 1, 0, -1):
        J = torch.diag(1 - H[t] ** 2) @ W_hh.T @ J
        norms.insert(0, torch.linalg.matrix_norm(J, ord=2))
    return torch.stack(norms)
