"""Right: the classes second, as `nn.CrossEntropyLoss` wants them."""

import torch
from torch import nn

loss = nn.CrossEntropyLoss(reduction="none")


def masked_cross_entropy(logits, targets, valid_len):
    losses = loss(logits.permute(0, 2, 1), targets)
    padding = torch.arange(targets.shape[1], device=targets.device)[None, :] >= valid_len[:, None]
    losses = losses.masked_fill(padding, 0)
    count = (~padding).sum()
    return losses.sum() / torch.clamp(count, min=1)
