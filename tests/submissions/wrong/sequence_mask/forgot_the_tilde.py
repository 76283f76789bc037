"""Wrong: the mask is not turned round."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    Y = X.clone()
    mask = torch.arange(X.shape[1], device=X.device)[None, :] < valid_len[:, None]
    Y[mask] = value
    return Y
