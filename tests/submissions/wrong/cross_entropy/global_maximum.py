"""Wrong: subtracts the largest logit of all rows: in other rows everything becomes 0."""

import torch


def cross_entropy(logits, targets):
    shifted = logits - logits.max()
    log_p = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_p.gather(1, targets[:, None]).mean()
