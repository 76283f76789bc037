"""Wrong: begins with a random window and goes on from there, round the text."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    S = max(0, len(tokens) - offset - 1) // num_steps
    m = S // batch_size
    first = torch.randint(max(S, 1), (1,), generator=generator).item()
    order = torch.arange(S).roll(-first)[: m * batch_size].reshape(m, batch_size, 1)
    index = offset + num_steps * order + torch.arange(num_steps)
    return tokens[index], tokens[index + 1]
