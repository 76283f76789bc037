"""Right: a product with one-hot targets, added up and divided by their number."""

import torch.nn.functional as F


def cross_entropy(logits, targets):
    n, v = logits.shape
    Y = F.one_hot(targets, v).to(logits.dtype)
    return -(F.log_softmax(logits, dim=1) * Y).sum() / n
