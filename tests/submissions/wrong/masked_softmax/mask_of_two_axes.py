"""Wrong: a mask `(n, k)` for scores `(n, m, k)`; crashes unless n == m or one of them is 1."""

import torch


def masked_softmax(scores, valid_len):
    mask = torch.arange(scores.shape[-1], device=scores.device)[None, :] < valid_len[:, None]
    return torch.where(mask, torch.softmax(torch.where(mask, scores, -1e9), dim=-1), 0.0)
