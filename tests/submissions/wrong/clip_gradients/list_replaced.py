"""Wrong: `gradients[:] =` puts the new tensors into the caller's list."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    if norm > theta:
        gradients[:] = [g * theta / norm for g in gradients]
    return gradients
