"""Wrong: `torch.stack` wants at least one minibatch."""

import torch


def random_windows(tokens, batch_size, num_steps, generator):
    offset = torch.randint(0, num_steps, (1,), generator=generator).item()
    starts = list(range(offset, len(tokens) - num_steps, num_steps))
    order = torch.randperm(len(starts), generator=generator).tolist()
    X, Y = [], []
    for j in range(len(starts) // batch_size):
        batch = [starts[w] for w in order[j * batch_size : (j + 1) * batch_size]]
        X.append(torch.stack([tokens[s : s + num_steps] for s in batch]))
        Y.append(torch.stack([tokens[s + 1 : s + 1 + num_steps] for s in batch]))
    return torch.stack(X), torch.stack(Y)
