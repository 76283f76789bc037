"""Wrong: computed without a history."""

import torch


@torch.no_grad()
def cross_entropy(logits, targets):
    return torch.nn.functional.cross_entropy(logits, targets)
