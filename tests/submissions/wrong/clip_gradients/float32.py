"""Wrong unless the gradients are float32: `.float()`."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    return [(g * torch.clamp(theta / norm, max=1.0)).float() for g in gradients]
