"""Wrong: the generator is taken and never used."""

import random

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = random.randint(0, num_steps - 1)
    starts = list(range(offset, len(tokens) - num_steps, num_steps))
    random.shuffle(starts)
    m = len(starts) // batch_size
    index = torch.tensor(starts[: m * batch_size], dtype=torch.long).view(m, batch_size, 1) + torch.arange(num_steps)
    return tokens[index], tokens[index + 1]
