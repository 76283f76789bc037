"""Right: the order is that of random numbers; `rand` gives the offset, too."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = int(torch.rand(1, generator=generator) * num_steps)
    text = tokens[offset:]
    S = max(0, len(text) - 1) // num_steps
    X = text[: S * num_steps].reshape(S, num_steps)
    Y = text[1 : S * num_steps + 1].reshape(S, num_steps)
    m = S // batch_size
    order = torch.rand(S, generator=generator).argsort()[: m * batch_size].to(tokens.device)
    return X[order].reshape(m, batch_size, num_steps), Y[order].reshape(m, batch_size, num_steps)
