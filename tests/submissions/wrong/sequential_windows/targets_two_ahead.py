"""Wrong: the targets are two places later; the last of all is missing and repeated instead."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    longer = torch.cat((tokens, tokens[-1:]))
    split = lambda rows: rows.reshape(batch_size, s)[:, : m * num_steps].reshape(batch_size, m, num_steps).transpose(0, 1)
    return split(longer[offset:][: batch_size * s]), split(longer[offset + 2 :][: batch_size * s])
