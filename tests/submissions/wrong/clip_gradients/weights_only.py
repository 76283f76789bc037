"""Wrong: the norm of the matrices only, without the biases."""

import torch


def clip_gradients(gradients, theta):
    squares = sum((g**2).sum() for g in gradients if g.ndim > 1)
    factor = torch.clamp(theta / torch.sqrt(squares + 1e-12), max=1.0) if any(g.ndim > 1 for g in gradients) else 1.0
    return [g * factor for g in gradients]
