"""Wrong: compares a column of steps with a row of lengths; crashes unless n == T."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    n, T = X.shape
    t = torch.arange(T, device=X.device).reshape(T, 1)
    mask = t < valid_len.reshape(1, -1)
    return torch.where(mask, X, value)
