"""Wrong: torch takes the batch for the classes."""

import torch
from torch import nn


def perplexity(logits, targets):
    criterion = nn.CrossEntropyLoss()
    return torch.exp(criterion(logits, targets))
