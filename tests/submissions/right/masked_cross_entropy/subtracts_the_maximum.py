"""Right: softmax by hand, after the largest logit is subtracted."""

import torch


def masked_cross_entropy(logits, targets, valid_len):
    shifted = logits - logits.detach().amax(dim=-1, keepdim=True)
    log_p = shifted - shifted.exp().sum(-1, keepdim=True).log()
    losses = -log_p.gather(-1, targets[..., None])[..., 0]
    mask = torch.arange(losses.shape[1], device=losses.device).expand_as(losses) < valid_len[:, None]
    total, count = losses[mask].sum(), mask.sum()
    return total / count if count > 0 else total
