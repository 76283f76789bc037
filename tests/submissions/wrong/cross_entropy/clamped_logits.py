"""Wrong: clamps the logits so that exponentials stay finite; small ones are right."""

import torch


def cross_entropy(logits, targets):
    exp = logits.clamp(-500, 500).exp()
    p = exp / exp.sum(dim=1, keepdim=True)
    return -p.gather(1, targets[:, None]).log().mean()
