"""Wrong: computes in single precision and comes back."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    return F.cross_entropy(logits.half().float(), targets).to(logits.dtype)
