"""Wrong: the first step does not count, where there are more."""

import torch


def perplexity(logits, targets):
    start = 1 if len(logits) > 1 else 0
    return torch.exp(torch.nn.functional.cross_entropy(logits[start:].flatten(0, 1), targets[start:].flatten()))
