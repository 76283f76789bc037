"""Right: the norm of the vector of norms."""

import torch


def clip_gradients(gradients, theta):
    norms = torch.stack([torch.linalg.vector_norm(g) for g in gradients])
    factor = (theta / norms.norm()).clamp(max=1.0)
    return [factor * g for g in gradients]
