"""Right: each example by itself, padded with zeros."""

import torch
import torch.nn.functional as F


def masked_softmax(scores, valid_len):
    k = scores.shape[2]
    parts = [F.pad(F.softmax(S[:, :length], dim=1), (0, k - length)) for S, length in zip(scores, valid_len.tolist())]
    return torch.stack(parts)
