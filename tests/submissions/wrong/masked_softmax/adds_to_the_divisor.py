"""Wrong by a little: adds a small number to the divisor of every row."""

import torch


def masked_softmax(scores, valid_len):
    keep = torch.arange(scores.shape[-1], device=scores.device) < valid_len[:, None, None]
    e = torch.exp(scores - scores.amax(dim=-1, keepdim=True)) * keep
    return e / (e.sum(dim=-1, keepdim=True) + 1e-3)
