"""Wrong: `range(…, batch_size)` where the windows are `num_steps` apart."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    X, Y = [], []
    i = 0
    while i + num_steps <= s:
        rows = [offset + r * s + i for r in range(batch_size)]
        X.append([tokens[r : r + num_steps].tolist() for r in rows])
        Y.append([tokens[r + 1 : r + 1 + num_steps].tolist() for r in rows])
        i += batch_size
    shape = (len(X), batch_size, num_steps)
    make = lambda lists: torch.tensor(lists, dtype=tokens.dtype, device=tokens.device).reshape(shape)
    return make(X), make(Y)
