"""Wrong: a constant in the denominator that is not small."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    return [g * min(1.0, theta / (norm + 1e-2)) for g in gradients]
