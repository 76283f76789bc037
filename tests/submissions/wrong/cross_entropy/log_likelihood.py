"""Wrong: the sign is missing."""

import torch


def cross_entropy(logits, targets):
    log_p = torch.log_softmax(logits, dim=1)
    return log_p.gather(1, targets.reshape(-1, 1)).mean()
