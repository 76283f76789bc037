"""Right: the place of every token by arithmetic, then one indexing."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (tokens.numel() - offset - 1) // batch_size
    m = s // num_steps
    j, i, t = torch.meshgrid(
        torch.arange(m, device=tokens.device),
        torch.arange(batch_size, device=tokens.device),
        torch.arange(num_steps, device=tokens.device),
        indexing="ij",
    )
    place = offset + i * s + j * num_steps + t
    return tokens[place], tokens[place + 1]
