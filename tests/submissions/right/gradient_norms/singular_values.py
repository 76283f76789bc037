"""Right: the largest singular value, and the products by `accumulate`."""

from itertools import accumulate

import torch


def gradient_norms(H, W_hh):
    steps = [(1 - h * h).unsqueeze(1) * W_hh.T for h in H[1:].flip(0)]
    start = torch.eye(H.shape[1], dtype=H.dtype, device=H.device)
    products = list(accumulate(steps, torch.matmul, initial=start))
    return torch.stack([torch.linalg.svdvals(product)[0] for product in products[::-1]])
