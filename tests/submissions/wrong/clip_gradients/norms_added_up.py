"""Wrong: the root of each sum, and then their sum."""

import torch


def clip_gradients(gradients, theta):
    norm = sum(torch.sqrt(torch.sum(g**2)) for g in gradients)
    if norm <= theta:
        return gradients
    return [g * theta / norm for g in gradients]
