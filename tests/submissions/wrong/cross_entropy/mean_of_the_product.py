"""Wrong: the mean of a product that is mostly zeros."""

import torch
import torch.nn.functional as F


def cross_entropy(logits, targets):
    Y = torch.eye(logits.shape[1], dtype=logits.dtype, device=logits.device)[targets]
    return torch.mean(-Y * F.log_softmax(logits, dim=1))
