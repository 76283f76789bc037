"""Wrong unless X is float32: `torch.full` without a dtype."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    Y = torch.full(X.shape, float(value), device=X.device)
    for i in range(len(X)):
        Y[i, : valid_len[i]] = X[i, : valid_len[i]]
    return Y
