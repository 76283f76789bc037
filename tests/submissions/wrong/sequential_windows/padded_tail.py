"""Wrong: the last windows are filled up with zeros."""

import torch.nn.functional as F


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = -(-s // num_steps)
    X = tokens[offset : offset + batch_size * s].reshape(batch_size, s)
    Y = tokens[offset + 1 : offset + 1 + batch_size * s].reshape(batch_size, s)
    split = lambda rows: F.pad(rows, (0, m * num_steps - s)).reshape(batch_size, m, num_steps).transpose(0, 1)
    return split(X), split(Y)
