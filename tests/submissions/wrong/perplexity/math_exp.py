"""Wrong: `math.exp` makes a Python number of it."""

import math

import torch.nn.functional as F


def perplexity(logits, targets):
    return math.exp(F.cross_entropy(logits.flatten(0, 1), targets.flatten()))
