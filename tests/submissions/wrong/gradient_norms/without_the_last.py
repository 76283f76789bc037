"""Wrong: one norm for each step between two states."""

import torch


def gradient_norms(H, W_hh):
    T, h = H.shape
    J = torch.eye(h, dtype=H.dtype, device=H.device)
    result = H.new_empty(T - 1)
    for t in range(T - 2, -1, -1):
        J = J @ torch.diag(1 - H[t + 1] ** 2) @ W_hh.T
        result[t] = torch.linalg.matrix_norm(J, ord=2)
    return result
