"""Wrong for one sequence or one step: `squeeze`."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    mask = torch.arange(X.shape[1], device=X.device) < valid_len[:, None]
    return torch.where(mask, X, value).squeeze()
