"""Right: `randint` and `randperm`, and indices by broadcasting."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    num_windows = max((len(tokens) - 1 - offset) // num_steps, 0)
    order = torch.randperm(num_windows, generator=generator)
    m = num_windows // batch_size
    starts = offset + order[: m * batch_size] * num_steps
    index = (starts.reshape(m, batch_size, 1) + torch.arange(num_steps)).to(tokens.device)
    return tokens[index], tokens[index + 1]
