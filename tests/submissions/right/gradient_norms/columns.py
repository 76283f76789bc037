"""Right: column vectors, as textbooks write it."""

import torch


def gradient_norms(H, W_hh):
    T, h = H.shape
    product = torch.eye(h, dtype=H.dtype, device=H.device)
    norms = [torch.linalg.matrix_norm(product, ord=2)]
    for t in range(T - 1, 0, -1):
        product = product @ torch.diag(1 - H[t] ** 2) @ W_hh.T
        norms.append(torch.linalg.matrix_norm(product, ord=2))
    norms.reverse()
    return torch.stack(norms)
