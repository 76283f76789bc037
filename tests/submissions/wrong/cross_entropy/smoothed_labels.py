"""Wrong: label smoothing."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets, label_smoothing=0.01)
