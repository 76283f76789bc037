"""Wrong: the median is not the mean, but it is with one or two rows."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    losses = F.cross_entropy(logits, targets, reduction="none").sort().values
    n = len(losses)
    return (losses[(n - 1) // 2] + losses[n // 2]) / 2
