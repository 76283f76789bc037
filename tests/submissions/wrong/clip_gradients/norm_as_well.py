"""Wrong: returns the norm as well, as `clip_grad_norm_` does."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    return [g * torch.clamp(theta / norm, max=1.0) for g in gradients], norm
