"""Right: drops the windows at the end of the text first and shuffles what is left."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(high=num_steps, size=(1,), generator=generator).item()
    m = (len(tokens) - offset - 1) // num_steps // batch_size
    m = max(m, 0)
    order = torch.randperm(m * batch_size, generator=generator).to(tokens.device)
    used = m * batch_size * num_steps
    X = tokens[offset : offset + used].view(-1, num_steps) if used else tokens[:0].view(0, num_steps)
    Y = tokens[offset + 1 : offset + 1 + used].view(-1, num_steps) if used else tokens[:0].view(0, num_steps)
    return X[order].view(m, batch_size, num_steps), Y[order].view(m, batch_size, num_steps)
