"""Wrong: the condition stands inside the loop."""

import torch


def clip_gradients(gradients, theta):
    clipped = []
    for g in gradients:
        norm = torch.sqrt(torch.sum(g**2))
        clipped.append(g * theta / norm if norm > theta else g)
    return clipped
