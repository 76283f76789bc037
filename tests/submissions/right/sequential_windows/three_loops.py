"""Right: three loops that write into zeros."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    X = torch.zeros((m, batch_size, num_steps), dtype=tokens.dtype, device=tokens.device)
    Y = torch.zeros_like(X)
    for j in range(m):
        for i in range(batch_size):
            start = offset + i * s + j * num_steps
            for t in range(num_steps):
                X[j, i, t] = tokens[start + t]
                Y[j, i, t] = tokens[start + t + 1]
    return X, Y
