"""Right: `masked_fill`, with the mask turned round."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    n, T = X.shape
    steps = torch.arange(T, device=valid_len.device).expand(n, T)
    return X.masked_fill(steps >= valid_len.unsqueeze(-1), value)
