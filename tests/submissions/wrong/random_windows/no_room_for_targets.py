"""Wrong: the last window may have no token behind it."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    corpus = tokens[int(torch.randint(num_steps, (1,), generator=generator)) :]
    starts = torch.arange(0, max(len(corpus) - num_steps + 1, 0), num_steps)
    starts = starts[torch.randperm(len(starts), generator=generator)]
    m = len(starts) // batch_size
    index = starts[: m * batch_size].view(m, batch_size, 1) + torch.arange(num_steps)
    return corpus[index], corpus[index + 1]
