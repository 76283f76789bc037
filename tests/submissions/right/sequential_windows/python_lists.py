"""Right: Python lists all the way, a tensor in the end."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    corpus = tokens.tolist()
    s = (len(corpus) - offset - 1) // batch_size
    inputs, targets = [], []
    for j in range(s // num_steps):
        starts = [offset + i * s + j * num_steps for i in range(batch_size)]
        inputs.append([corpus[a : a + num_steps] for a in starts])
        targets.append([corpus[a + 1 : a + 1 + num_steps] for a in starts])
    shape = (len(inputs), batch_size, num_steps)
    return (
        torch.tensor(inputs, dtype=torch.long, device=tokens.device).reshape(shape),
        torch.tensor(targets, dtype=torch.long, device=tokens.device).reshape(shape),
    )
