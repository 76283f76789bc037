"""Wrong: takes token 0 for padding and leaves it out of the mean."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    losses = F.cross_entropy(logits, targets, reduction="none")
    counts = targets != 0
    return (losses * counts).sum() / counts.sum().clamp(min=1)
