"""Wrong: forgets to cut the long vector into pieces again."""

import torch


def clip_gradients(gradients, theta):
    vector = torch.cat([g.reshape(-1) for g in gradients])
    norm = vector.norm()
    if norm > theta:
        vector = vector * (theta / norm)
    return vector
