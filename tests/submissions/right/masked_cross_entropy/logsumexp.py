"""Right: the logarithm of the sum of the exponentials, minus the logit of the target."""

import torch


def masked_cross_entropy(logits, targets, valid_len):
    n, T, _ = logits.shape
    rows, steps = torch.arange(n, device=logits.device)[:, None], torch.arange(T, device=logits.device)
    losses = torch.logsumexp(logits, dim=2) - logits[rows, steps, targets]
    counts = steps < valid_len[:, None]
    return torch.where(counts, losses, 0.0).sum() / counts.sum().clamp_min(1)
