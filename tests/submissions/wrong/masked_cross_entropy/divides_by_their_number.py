"""Wrong where nothing counts: divides by the sum of the lengths, which is 0."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    mask = torch.arange(targets.shape[1], device=targets.device)[None, :] < valid_len[:, None]
    losses = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").view_as(targets)
    return (losses * mask.to(losses.dtype)).sum() / valid_len.sum()
