"""Right: the mean of the means of the steps, all of the same length, and a product of their exponentials."""

import torch


def perplexity(logits, targets):
    T = len(logits)
    per_step = [torch.nn.functional.cross_entropy(logits[t], targets[t]) / T for t in range(T)]
    return torch.exp(torch.stack(per_step)).prod()
