"""Wrong: always begins with the first token."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    S = max(0, len(tokens) - 1) // num_steps
    m = S // batch_size
    order = torch.randperm(S, generator=generator)[: m * batch_size]
    X = tokens[: S * num_steps].reshape(S, num_steps)[order].reshape(m, batch_size, num_steps)
    Y = tokens[1 : 1 + S * num_steps].reshape(S, num_steps)[order].reshape(m, batch_size, num_steps)
    return X, Y
