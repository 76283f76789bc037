"""Wrong: clips only what is ten percent too long; almost all that is clipped is right."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    return [g * theta / norm if norm > 1.1 * theta else g for g in gradients]
