"""Wrong: a product with zeros and ones; the value is forgotten."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    keep = torch.arange(X.shape[1], device=X.device)[None, :] < valid_len[:, None]
    return X * keep.to(X.dtype)
