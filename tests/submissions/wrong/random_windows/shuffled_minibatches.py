"""Wrong: shuffles the minibatches, not the windows in them."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    m = S // batch_size
    used = m * batch_size * num_steps
    X = tokens[offset : offset + used].reshape(m, batch_size, num_steps)
    Y = tokens[offset + 1 : offset + 1 + used].reshape(m, batch_size, num_steps) if used else X.clone()
    order = torch.randperm(m, generator=generator)
    return X[order], Y[order]
