"""Right: a table of all possible masks, one for each length; the lengths look theirs up."""

import torch


def sequence_mask(X, valid_len, value=0.0):
    T = X.shape[1]
    table = torch.ones(T + 1, T, dtype=torch.bool, device=X.device).tril(diagonal=-1)
    return X.masked_fill(table[valid_len].logical_not(), value)
