"""Right, with a note: a list of rows, each padded by `F.pad`."""

import torch.nn.functional as F


def sequence_mask(X, valid_len, value=0.0):
    T = X.shape[1]
    return [F.pad(x[:k], (0, T - k), value=value) for x, k in zip(X, valid_len.tolist())]
