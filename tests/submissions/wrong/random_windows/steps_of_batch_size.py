"""Wrong: `range(…, batch_size)` where the windows are `num_steps` apart."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    starts = list(range(offset, len(tokens) - num_steps, batch_size))
    starts = [starts[i] for i in torch.randperm(len(starts), generator=generator).tolist()]
    m = len(starts) // batch_size
    X = tokens.new_zeros(m, batch_size, num_steps)
    Y = tokens.new_zeros(m, batch_size, num_steps)
    for w in range(m * batch_size):
        X[w // batch_size, w % batch_size] = tokens[starts[w] : starts[w] + num_steps]
        Y[w // batch_size, w % batch_size] = tokens[starts[w] + 1 : starts[w] + num_steps + 1]
    return X, Y
