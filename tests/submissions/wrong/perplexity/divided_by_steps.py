"""Wrong: adds up over everything and divides by the steps only."""

import torch


def perplexity(logits, targets):
    total = 0
    for O_t, y_t in zip(logits, targets):
        total = total + torch.nn.functional.cross_entropy(O_t, y_t, reduction="sum")
    return torch.exp(total / targets.shape[0])
