"""Right: all tokens in one long row."""

import torch
import torch.nn.functional as F


def masked_cross_entropy(logits, targets, valid_len):
    n, T, v = logits.shape
    losses = F.cross_entropy(logits.reshape(n * T, v), targets.reshape(n * T), reduction="none").reshape(n, T)
    mask = (torch.arange(T, device=logits.device) < valid_len[:, None]).to(losses.dtype)
    return (losses * mask).sum() / mask.sum().clamp(min=1)
