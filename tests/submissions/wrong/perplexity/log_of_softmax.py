"""Wrong: the logarithm of 0."""

import torch.nn.functional as F


def perplexity(logits, targets):
    log_p = F.softmax(logits, dim=-1).log()
    return F.nll_loss(log_p.flatten(0, 1), targets.flatten()).exp()
