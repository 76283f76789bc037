"""Wrong: a list of minibatches, the last of which may be smaller."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    order = torch.randperm(S, generator=generator)
    X = tokens[offset : offset + S * num_steps].reshape(S, num_steps)[order]
    Y = tokens[offset + 1 : offset + 1 + S * num_steps].reshape(S, num_steps)[order]
    batches = range(0, max(S, 1), batch_size)
    return [X[i : i + batch_size] for i in batches], [Y[i : i + batch_size] for i in batches]
