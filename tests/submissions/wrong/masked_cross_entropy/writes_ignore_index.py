"""Wrong: writes the mark of the padding into the caller's targets."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    padding = torch.arange(targets.shape[1], device=targets.device)[None, :] >= valid_len[:, None]
    targets.masked_fill_(padding, -100)
    total = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1), reduction="sum")
    return total / (~padding).sum().clamp(min=1)
