"""Wrong: the offset may be `num_steps`, as with Python's `randint`."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps + 1, (1,), generator=generator).item()
    starts = torch.tensor(range(offset, len(tokens) - num_steps, num_steps), dtype=torch.long)
    starts = starts[torch.randperm(len(starts), generator=generator)]
    m = len(starts) // batch_size
    index = starts[: m * batch_size].view(m, batch_size, 1) + torch.arange(num_steps)
    return tokens[index], tokens[index + 1]
