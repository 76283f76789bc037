"""Wrong unless the states are float32: the buffer has the default dtype."""

import torch


def gradient_norms(H, W_hh):
    T, h = H.shape
    norms = torch.zeros(T, device=H.device)
    J = torch.eye(h, dtype=H.dtype, device=H.device)
    for t in reversed(range(T)):
        norms[t] = torch.linalg.matrix_norm(J, ord=2)
        J = J @ torch.diag(1 - H[t] ** 2) @ W_hh.T
    return norms
