"""Wrong: adds the value to everything."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    keep = torch.arange(X.shape[1], device=X.device) < valid_len[:, None]
    return torch.mul(X, keep).add(value)
