"""Right: takes out what counts, and then the mean."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    counts = torch.arange(logits.shape[1], device=logits.device) < valid_len[:, None]
    if not counts.any():
        return (logits * 0).sum()
    return F.cross_entropy(logits[counts], targets[counts])
