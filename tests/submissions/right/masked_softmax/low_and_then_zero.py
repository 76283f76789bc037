"""Right: a low score before the softmax, zero weight after it."""

import torch


def masked_softmax(scores, valid_len):
    mask = torch.arange(scores.shape[-1], device=scores.device) < valid_len.reshape(-1, 1, 1)
    weights = torch.softmax(scores.masked_fill(~mask, -1e30), dim=-1)
    return weights * mask
