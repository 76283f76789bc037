"""Wrong: the vectors of earlier steps stay where they are: a buffer is reused."""

import torch


def one_hot(tokens, vocab_size):
    n, T = tokens.shape
    buffer = torch.zeros(n, vocab_size, device=tokens.device)
    steps = []
    for t in range(T):
        buffer[range(n), tokens[:, t]] = 1
        steps.append(buffer.clone())
    return torch.stack(steps)
