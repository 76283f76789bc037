"""Wrong: the derivative of each step at the state it starts from."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    norms = [torch.linalg.matrix_norm(J, ord=2)]
    for h in H[:-1].flip(0):
        J = J @ torch.diag(1 - h**2) @ W_hh.T
        norms.insert(0, torch.linalg.matrix_norm(J, ord=2))
    return torch.stack(norms)
