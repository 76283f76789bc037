"""Wrong: the last singular value; they are sorted from the largest."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    norms = [torch.linalg.svdvals(J)[-1]]
    for t in range(len(H) - 1, 0, -1):
        J = (W_hh * (1 - H[t] ** 2)) @ J
        norms.insert(0, torch.linalg.svdvals(J)[-1])
    return torch.stack(norms)
