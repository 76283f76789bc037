"""Wrong: how the states react to the first one."""

import torch


def gradient_norms(H, W_hh):
    J = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    result = H.new_ones(len(H))
    for t in range(1, len(H)):
        J = torch.diag(1 - H[t] ** 2) @ W_hh.T @ J
        result[t] = torch.linalg.matrix_norm(J, ord=2)
    return result
