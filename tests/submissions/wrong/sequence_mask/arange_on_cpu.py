"""Wrong on a GPU: the steps are on the CPU."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    mask = torch.arange(X.shape[1])[None, :] < valid_len[:, None]
    return torch.where(mask, X, value)
