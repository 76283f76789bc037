"""Wrong in the gradient: `where` hides 0/0 in the result only."""

import torch


def masked_softmax(scores, valid_len):
    keep = torch.arange(scores.shape[-1], device=scores.device) < valid_len[:, None, None]
    e = torch.exp(scores - scores.amax(dim=-1, keepdim=True)) * keep
    total = e.sum(dim=-1, keepdim=True)
    return torch.where(total > 0, e / total, 0.0)
