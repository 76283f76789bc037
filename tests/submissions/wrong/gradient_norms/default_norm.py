"""Wrong: `torch.norm` of a matrix is not its spectral norm."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    norms = [torch.norm(J)]
    for t in range(len(H) - 1, 0, -1):
        J = J @ torch.diag(1 - H[t] ** 2) @ W_hh.T
        norms.insert(0, torch.norm(J))
    return torch.stack(norms)
