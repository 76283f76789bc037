"""Wrong on a GPU: the weights are made on the CPU."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    weights = torch.zeros(targets.shape, dtype=logits.dtype)
    for i, k in enumerate(valid_len):
        weights[i, :k] = 1
    losses = F.cross_entropy(logits.permute(0, 2, 1), targets, reduction="none")
    return (losses * weights).sum() / weights.sum().clamp(min=1)
