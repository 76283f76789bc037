"""Wrong: writes into `torch.zeros`, which holds floating numbers."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    X = torch.zeros(m, batch_size, num_steps, device=tokens.device)
    Y = torch.zeros(m, batch_size, num_steps, device=tokens.device)
    for j in range(m):
        for i in range(batch_size):
            a = offset + i * s + j * num_steps
            X[j, i] = tokens[a : a + num_steps]
            Y[j, i] = tokens[a + 1 : a + num_steps + 1]
    return X, Y
