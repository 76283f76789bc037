"""Wrong: the sum of what counts."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    counts = torch.arange(logits.shape[1], device=logits.device) < valid_len[:, None]
    return F.cross_entropy(logits[counts], targets[counts], reduction="sum")
