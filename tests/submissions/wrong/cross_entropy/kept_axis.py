"""Wrong: one axis is left."""

import torch


def cross_entropy(logits, targets):
    log_p = torch.log_softmax(logits, dim=1).gather(1, targets[:, None])
    return -log_p.mean(dim=0)
