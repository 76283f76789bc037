"""Right: shuffles by hand, one exchange after the other."""

import torch


def below(limit, generator):
    return int(torch.randint(limit, (1,), generator=generator))


def random_windows(tokens, batch_size, num_steps, generator):
    starts = list(range(below(num_steps, generator), len(tokens) - num_steps, num_steps))
    for i in reversed(range(1, len(starts))):
        j = below(i + 1, generator)
        starts[i], starts[j] = starts[j], starts[i]
    m = len(starts) // batch_size
    shape = (m, batch_size, num_steps)
    X = tokens.new_empty(shape)
    Y = tokens.new_empty(shape)
    for w, start in enumerate(starts[: m * batch_size]):
        X[divmod(w, batch_size)] = tokens[start : start + num_steps]
        Y[divmod(w, batch_size)] = tokens[start + 1 : start + num_steps + 1]
    return X, Y
