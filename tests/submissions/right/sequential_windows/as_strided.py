"""Right: strides instead of copies."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    tokens = tokens.contiguous()
    row = (len(tokens) - offset - 1) // batch_size
    size = (row // num_steps, batch_size, num_steps)
    stride = (num_steps, row, 1)
    return tuple(torch.as_strided(tokens, size, stride, tokens.storage_offset() + k) for k in (offset, offset + 1))
