"""Wrong: computes the slopes in place: H itself is squared, negated and raised by one."""

import torch


def gradient_norms(H, W_hh):
    slopes = H.mul_(H).neg_().add_(1)
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    norms = [torch.linalg.matrix_norm(J, ord=2)]
    for t in range(len(H) - 1, 0, -1):
        J = (W_hh * slopes[t]) @ J
        norms.insert(0, torch.linalg.matrix_norm(J, ord=2))
    return torch.stack(norms)
