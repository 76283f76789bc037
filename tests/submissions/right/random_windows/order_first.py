"""Right: draws the order before the offset, by a random key for every place in the text."""

import torch
from jaxtyping import Int
from torch import Generator, Tensor


def random_windows(tokens: Int[Tensor, "k"], batch_size: int, num_steps: int, generator: Generator):
    keys = torch.rand(len(tokens), generator=generator)
    offset = int(torch.empty(1).uniform_(0, num_steps, generator=generator)) % num_steps
    starts = torch.arange(offset, max(offset, len(tokens) - num_steps), num_steps)
    starts = starts[keys[: len(starts)].sort().indices]
    starts = starts[: len(starts) - len(starts) % batch_size].reshape(-1, batch_size)
    steps = torch.arange(num_steps)
    index = (starts[:, :, None] + steps).to(tokens.device)
    return tokens[index], tokens[index + 1]
