"""Wrong: writes the low scores into the caller's tensor."""

import torch


def masked_softmax(scores, valid_len):
    keep = (torch.arange(scores.shape[-1], device=scores.device) < valid_len[:, None, None]).expand_as(scores)
    scores[~keep] = -1e9
    return torch.where(keep, scores.softmax(dim=-1), 0)
