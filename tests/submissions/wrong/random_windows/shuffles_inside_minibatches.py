"""Wrong: the windows change places inside their minibatch only."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    m = S // batch_size
    order = torch.arange(m * batch_size).reshape(m, batch_size)
    for j in range(m):
        order[j] = order[j][torch.randperm(batch_size, generator=generator)]
    index = offset + num_steps * order[..., None] + torch.arange(num_steps)
    return tokens[index], tokens[index + 1]
