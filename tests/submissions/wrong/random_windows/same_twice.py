"""Wrong: the targets are cut from the same place as the inputs."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    order = torch.randperm(S, generator=generator)[: S // batch_size * batch_size]
    windows = tokens[offset : offset + S * num_steps].reshape(S, num_steps)[order]
    X = windows.reshape(-1, batch_size, num_steps)
    return X, X
