"""Wrong: the logarithm of a probability that was rounded to 0."""

import torch
import torch.nn.functional as F


def cross_entropy(logits, targets):
    p = F.softmax(logits, dim=1).gather(1, targets[:, None])
    return torch.mean(-torch.log(p))
