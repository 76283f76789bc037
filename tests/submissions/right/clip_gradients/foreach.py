"""Right: the multi-tensor functions that optimisers use."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.linalg.vector_norm(torch.stack(torch._foreach_norm(gradients)))
    factor = torch.clamp_max(theta / norm, 1.0)
    return list(torch._foreach_mul(gradients, factor))
