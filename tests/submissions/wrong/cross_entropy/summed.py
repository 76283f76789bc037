"""Wrong: adds up and never divides."""

import torch


def cross_entropy(logits, targets):
    total = 0
    for row, target in zip(logits, targets):
        total = total + torch.logsumexp(row, dim=0) - row[target]
    return total
