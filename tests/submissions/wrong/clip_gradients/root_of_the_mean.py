"""Wrong: the root of the mean of the squares."""

import torch


def clip_gradients(gradients, theta):
    vector = torch.cat([g.flatten() for g in gradients])
    norm = vector.pow(2).mean().sqrt()
    return [g * torch.clamp(theta / norm, max=1.0) for g in gradients]
