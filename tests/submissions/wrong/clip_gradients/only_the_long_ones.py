"""Wrong: the right factor, for the tensors that are longer than theta alone."""

import torch


def clip_gradients(gradients, theta):
    norm = torch.cat([g.flatten() for g in gradients]).norm()
    return [torch.where(g.norm() > theta, g * (theta / norm), g) for g in gradients]
