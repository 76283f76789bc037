"""Right: Python's own generator, with a seed that is drawn from the one given."""

import random

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    rng = random.Random(torch.randint(2**62, (1,), generator=generator).item())
    offset = rng.randrange(num_steps)
    starts = list(range(offset, len(tokens) - num_steps, num_steps))
    rng.shuffle(starts)
    m = len(starts) // batch_size
    corpus = tokens.tolist()
    shape = (m, batch_size, num_steps)
    X = [corpus[s : s + num_steps] for s in starts[: m * batch_size]]
    Y = [corpus[s + 1 : s + 1 + num_steps] for s in starts[: m * batch_size]]
    make = lambda windows: torch.tensor(windows, dtype=tokens.dtype, device=tokens.device).reshape(shape)
    return make(X), make(Y)
