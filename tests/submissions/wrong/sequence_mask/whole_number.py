"""Wrong for a value that is no whole number."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    filler = torch.full_like(X, int(value))
    mask = torch.arange(X.shape[1], device=X.device) < valid_len[:, None]
    return torch.where(mask, X, filler)
