"""Right: the root of the largest eigenvalue of the Gram matrix."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    norms = []
    for t in reversed(range(len(H))):
        norms.insert(0, torch.linalg.eigvalsh(J.mT @ J)[-1].sqrt())
        J = (W_hh * (1 - H[t] ** 2)).mm(J)
    return torch.stack(norms)
