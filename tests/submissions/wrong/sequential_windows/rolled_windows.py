"""Wrong: the targets by `roll` in each window, whose first token comes round to the end."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    X = tokens[offset : offset + batch_size * s].reshape(batch_size, s)[:, : m * num_steps]
    X = X.reshape(batch_size, m, num_steps).transpose(0, 1)
    return X, torch.cat((X[:, :, 1:], X[:, :, :1]), dim=2)
