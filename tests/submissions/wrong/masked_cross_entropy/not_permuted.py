"""Wrong: the classes are in the last axis, where `cross_entropy` does not look."""

import torch
from torch import nn


def masked_cross_entropy(logits, targets, valid_len):
    loss = nn.CrossEntropyLoss(reduction="none")(logits, targets)
    mask = torch.arange(logits.shape[1], device=logits.device)[None, :] < valid_len[:, None]
    return loss[mask].sum() / mask.sum().clamp(min=1)
