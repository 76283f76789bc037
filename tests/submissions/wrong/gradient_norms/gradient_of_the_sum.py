"""Wrong: the gradient of the sum of all units of h_T: a vector's norm, not the matrix's."""

import torch


def gradient_norms(H, W_hh):
    v = torch.ones_like(H[0])
    norms = [torch.ones_like(H[0, 0])]
    for t in range(len(H) - 1, 0, -1):
        v = (v * (1 - H[t] ** 2)) @ W_hh.T
        norms.insert(0, v.norm() / len(v) ** 0.5)
    return torch.stack(norms)
