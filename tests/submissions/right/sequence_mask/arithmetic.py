"""Right: zeros and ones, and arithmetic."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    keep = (torch.arange(X.shape[1], device=X.device).unsqueeze(0) < valid_len.unsqueeze(1)).to(X.dtype)
    return X * keep + value * (1 - keep)
