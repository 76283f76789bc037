"""Wrong: in bits."""

import torch


def cross_entropy(logits, targets):
    nats = torch.nn.functional.cross_entropy(logits, targets)
    return nats * torch.log2(torch.exp(torch.ones_like(nats)))
