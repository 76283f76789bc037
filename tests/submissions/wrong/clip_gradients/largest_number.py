"""Wrong: the largest number for the norm."""

import torch


def clip_gradients(gradients, theta):
    largest = max(g.abs().max() for g in gradients)
    return [g * torch.clamp(theta / largest, max=1.0) for g in gradients]
