"""Wrong: `nll_loss` wants logarithms and gets probabilities."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    return F.nll_loss(F.softmax(logits, dim=1), targets)
