"""Wrong: multiplies before it takes the first norm."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    result = H.new_empty(len(H))
    for t in reversed(range(len(H))):
        J = J @ torch.diag(1 - H[t] ** 2) @ W_hh.T
        result[t] = torch.linalg.matrix_norm(J, ord=2)
    return result
