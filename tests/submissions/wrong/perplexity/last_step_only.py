"""Wrong: the last step only."""

import torch


def perplexity(logits, targets):
    return torch.exp(torch.nn.functional.cross_entropy(logits[-1], targets[-1]))
