"""Right: the norm as a Python number."""

import math


def clip_gradients(gradients, theta):
    total = 0.0
    for g in gradients:
        total += float(g.pow(2).sum())
    factor = min(1.0, theta / math.sqrt(total))
    return [factor * g for g in gradients]
