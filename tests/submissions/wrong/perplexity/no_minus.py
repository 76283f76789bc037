"""Wrong: the exponential of the log-likelihood."""

import torch


def perplexity(logits, targets):
    log_p = torch.log_softmax(logits, dim=2).gather(2, targets[..., None])
    return torch.exp(log_p.mean())
