"""Wrong: the products are computed and thrown away."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    if norm > theta:
        for g in gradients:
            g = g * theta / norm
    return [g.clone() for g in gradients]
