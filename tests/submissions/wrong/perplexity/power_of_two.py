"""Wrong: 2 to the power of nats."""

import torch
import torch.nn.functional as F


def perplexity(logits, targets):
    return torch.pow(2, F.cross_entropy(logits.flatten(0, 1), targets.flatten()))
