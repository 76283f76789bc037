"""Wrong: `torch.stack` wants at least one minibatch."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    X, Y = [], []
    for j in range(s // num_steps):
        rows = [offset + i * s + j * num_steps for i in range(batch_size)]
        X.append(torch.stack([tokens[r : r + num_steps] for r in rows]))
        Y.append(torch.stack([tokens[r + 1 : r + 1 + num_steps] for r in rows]))
    return torch.stack(X), torch.stack(Y)
