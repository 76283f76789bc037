"""Wrong: norm over theta."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    factor = norm / theta if norm > theta else 1.0
    return [g * factor for g in gradients]
