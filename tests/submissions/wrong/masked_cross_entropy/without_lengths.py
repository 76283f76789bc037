"""Wrong: the lengths are an argument and nothing more."""

import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
