"""Wrong: shuffles the tokens, and no text is left."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    text = tokens[offset:]
    text = text[torch.randperm(len(text), generator=generator)]
    S = max(0, len(text) - 1) // num_steps
    m = S // batch_size
    used = m * batch_size * num_steps
    shape = (m, batch_size, num_steps)
    return text[:used].reshape(shape), text[1 : 1 + used].reshape(shape) if used else text[:0].reshape(shape)
