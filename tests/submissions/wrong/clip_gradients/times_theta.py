"""Wrong: multiplies by theta what is too long."""

import torch


def clip_gradients(gradients, theta):
    too_long = torch.stack([g.norm() for g in gradients]).norm() > theta
    return [theta * g if too_long else g for g in gradients]
