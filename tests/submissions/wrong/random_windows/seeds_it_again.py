"""Wrong: gives the generator a seed of its own, to be reproducible."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    generator = generator.manual_seed(42)
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    m = S // batch_size
    starts = offset + num_steps * torch.randperm(S, generator=generator)[: m * batch_size]
    index = starts.view(m, batch_size, 1) + torch.arange(num_steps)
    return tokens[index], tokens[index + 1]
