"""Wrong: the seed of the generator becomes that of the global one."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    torch.manual_seed(generator.initial_seed())
    offset = torch.randint(0, num_steps, (1,)).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    m = S // batch_size
    starts = offset + num_steps * torch.randperm(S)[: m * batch_size]
    index = starts.view(m, batch_size, 1) + torch.arange(num_steps)
    return tokens[index], tokens[index + 1]
