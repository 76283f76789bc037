"""Wrong: the factor without its minimum."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.stack([g.norm() for g in gradients]).norm()
    factor = theta / norm
    return [factor * g for g in gradients]
