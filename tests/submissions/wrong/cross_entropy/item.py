"""Wrong: a Python number."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    loss = F.nll_loss(F.log_softmax(logits, dim=-1), targets)
    return loss.item()
