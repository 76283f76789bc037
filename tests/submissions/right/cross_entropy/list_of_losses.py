"""Right: one row at a time; the losses become a tensor in the end."""

import torch


def surprise(row, target):
    return torch.logsumexp(row, 0) - row[target]


def cross_entropy(logits, targets):
    return torch.stack([surprise(row, target) for row, target in zip(logits, targets.tolist())]).mean()
