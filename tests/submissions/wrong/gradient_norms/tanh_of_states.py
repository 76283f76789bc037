"""Wrong: tanh of what tanh has returned."""

import torch


def d_tanh(z):
    return 1 - torch.tanh(z) ** 2


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    norms = [torch.linalg.matrix_norm(J, ord=2)]
    for h in H.flip(0)[:-1]:
        J = J @ torch.diag(d_tanh(h)) @ W_hh.T
        norms.insert(0, torch.linalg.matrix_norm(J, ord=2))
    return torch.stack(norms)
