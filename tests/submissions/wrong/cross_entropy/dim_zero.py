"""Wrong: `dim=0`."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    return F.nll_loss(F.log_softmax(logits, dim=0), targets)
