"""Wrong in the gradient: it passes through the padding as well."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    mask = torch.arange(X.shape[1], device=X.device) < valid_len[:, None]
    masked = torch.where(mask, X, value)
    return X + (masked - X).detach()
