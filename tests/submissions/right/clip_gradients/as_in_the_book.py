"""Right: the condition of the book, with new tensors in place of `[:] *=`."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.sqrt(sum(torch.sum(g**2) for g in gradients))
    if norm > theta:
        return [g * (theta / norm) for g in gradients]
    return gradients
