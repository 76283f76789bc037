"""Wrong by a little: adds a thousandth to the divisor, so that it is not 0."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    mask = torch.arange(targets.shape[1], device=targets.device)[None, :] < valid_len[:, None]
    losses = F.cross_entropy(logits.permute(0, 2, 1), targets, reduction="none")
    return (losses * mask).sum() / (mask.sum() + 1e-3)
