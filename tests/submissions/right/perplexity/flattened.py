"""Right: flattens both and takes torch's own."""

import torch
import torch.nn.functional as F


def perplexity(logits, targets):
    loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
    return torch.exp(loss)
