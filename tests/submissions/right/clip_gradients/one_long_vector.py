"""Right: one long vector, scaled and cut into the old shapes."""

import torch


def clip_gradients(gradients, theta):
    vector = torch.cat([g.reshape(-1) for g in gradients])
    vector = vector * torch.clamp(theta / torch.linalg.norm(vector), max=1)
    pieces = vector.split([g.numel() for g in gradients])
    return [piece.view(g.shape) for piece, g in zip(pieces, gradients)]
