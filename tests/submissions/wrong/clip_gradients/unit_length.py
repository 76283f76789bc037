"""Wrong: what is too long gets the norm 1."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    return [g.div(norm) for g in gradients] if norm > theta else list(gradients)
