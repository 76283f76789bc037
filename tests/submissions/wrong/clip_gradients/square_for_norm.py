"""Wrong: no root."""


def clip_gradients(gradients, theta):
    norm = sum(float((g**2).sum()) for g in gradients)
    factor = min(1.0, theta / norm)
    return [g * factor for g in gradients]
