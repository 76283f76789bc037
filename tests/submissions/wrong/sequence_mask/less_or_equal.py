"""Wrong: `<=`."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    mask = torch.arange(X.size(1), device=X.device)[None] <= valid_len[:, None]
    return torch.where(mask, X, value)
