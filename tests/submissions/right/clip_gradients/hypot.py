"""Right: one tensor after the other, by Pythagoras."""

from functools import reduce

import torch


def clip_gradients(*, theta, gradients):
    length = reduce(torch.hypot, (g.norm() for g in gradients))
    return list(map(lambda g: g if length <= theta else theta * (g / length), gradients))
