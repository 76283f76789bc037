"""Wrong: inputs and targets are shuffled apart."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    m = S // batch_size
    X = tokens[offset : offset + S * num_steps].reshape(S, num_steps)
    Y = tokens[offset + 1 : offset + 1 + S * num_steps].reshape(S, num_steps)
    X = X[torch.randperm(S, generator=generator)]
    Y = Y[torch.randperm(S, generator=generator)]
    cut = lambda Z: Z[: m * batch_size].reshape(m, batch_size, num_steps)
    return cut(X), cut(Y)
