"""Wrong: a perplexity for each sequence."""

import torch


def perplexity(logits, targets):
    log_p = logits.log_softmax(dim=-1).gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    return torch.exp(-log_p.mean(dim=0))
