"""Wrong: the targets are two places later; the last of all is missing and repeated instead."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    longer = torch.cat((tokens, tokens[-1:]))

    def split(text):
        rows = text[: batch_size * s].reshape(batch_size, s)[:, : m * num_steps]
        return rows.reshape(batch_size, m, num_steps).transpose(0, 1)

    return split(longer[offset:]), split(longer[offset + 2 :])
