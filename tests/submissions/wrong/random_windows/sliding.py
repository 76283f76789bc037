"""Wrong: a window at every token, as in D2L 1.0, in random order."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    text = tokens[offset:]
    if len(text) <= num_steps:
        return tokens.new_zeros(0, batch_size, num_steps), tokens.new_zeros(0, batch_size, num_steps)
    windows = text.unfold(0, num_steps + 1, 1)
    windows = windows[torch.randperm(len(windows), generator=generator)]
    m = len(windows) // batch_size
    windows = windows[: m * batch_size].reshape(m, batch_size, num_steps + 1)
    return windows[..., :-1], windows[..., 1:]
