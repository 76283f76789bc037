"""Wrong: adds a small number, to be safe."""

import torch

EPSILON = 1e-8


def cross_entropy(logits, targets):
    p = logits.softmax(dim=1).gather(1, targets.unsqueeze(1)).squeeze(1)
    return -(p + EPSILON).log().mean()
