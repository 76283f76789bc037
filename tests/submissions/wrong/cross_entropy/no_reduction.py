"""Wrong: one loss per row."""

import torch


def cross_entropy(logits, targets):
    log_p = torch.log_softmax(logits, dim=1)
    return -log_p[torch.arange(len(targets)), targets]
