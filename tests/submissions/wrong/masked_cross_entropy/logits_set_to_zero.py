"""Wrong: the logits of the padding are set to 0, and cost log v each."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    mask = torch.arange(targets.shape[1], device=targets.device)[None, :] < valid_len[:, None]
    logits = logits.masked_fill(~mask[:, :, None], 0)
    return F.cross_entropy(logits.permute(0, 2, 1), targets)
