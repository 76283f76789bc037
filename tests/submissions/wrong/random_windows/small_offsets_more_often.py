"""Wrong: the smallest of four random offsets."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (4,), generator=generator).min().item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    m = S // batch_size
    starts = offset + num_steps * torch.randperm(S, generator=generator)[: m * batch_size]
    index = starts.view(m, batch_size, 1) + torch.arange(num_steps)
    return tokens[index], tokens[index + 1]
