"""Right: `narrow` and `chunk`; a first attempt is still in a comment."""

import torch


def windows_of(rows, num_steps):
    whole = rows.narrow(1, 0, rows.shape[1] // num_steps * num_steps)
    pieces = whole.split(num_steps, dim=1) if whole.shape[1] else ()
    # return torch.cat(pieces)
    return torch.stack(pieces) if pieces else rows.new_zeros((0, rows.shape[0], num_steps))


def sequential_windows(tokens, batch_size, num_steps, offset):
    length = (tokens.size(0) - offset - 1) // batch_size
    X = tokens.narrow(0, offset, batch_size * length).view(batch_size, length)
    Y = tokens.narrow(0, offset + 1, batch_size * length).view(batch_size, length)
    return windows_of(X, num_steps), windows_of(Y, num_steps)
