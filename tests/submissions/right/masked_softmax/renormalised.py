"""Right: a softmax over everything, then the part that counts, made to sum to 1 again."""

import torch


def masked_softmax(scores, valid_len):
    weights = scores.softmax(dim=-1)
    keep = torch.arange(scores.shape[-1], device=scores.device).expand_as(scores) < valid_len.view(-1, 1, 1)
    weights = torch.where(keep, weights, torch.zeros_like(weights))
    total = weights.sum(-1, keepdim=True)
    return weights / torch.where(total == 0, torch.ones_like(total), total)
