"""Wrong: draws a window for every place, some of them again and again."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    m = S // batch_size
    if m == 0:
        return tokens.new_zeros(0, batch_size, num_steps), tokens.new_zeros(0, batch_size, num_steps)
    weights = torch.ones(S)
    drawn = torch.multinomial(weights, m * batch_size, replacement=True, generator=generator)
    index = (offset + drawn * num_steps).view(m, batch_size, 1) + torch.arange(num_steps)
    return tokens[index], tokens[index + 1]
