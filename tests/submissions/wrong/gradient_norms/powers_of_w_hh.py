"""Wrong: the equation of the book, which has no activation."""

import torch


def gradient_norms(H, W_hh):
    T = len(H)
    return torch.stack([torch.linalg.matrix_norm(torch.linalg.matrix_power(W_hh, T - 1 - t), ord=2) for t in range(T)])
