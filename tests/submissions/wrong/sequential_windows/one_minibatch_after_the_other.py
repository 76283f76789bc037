"""Wrong: fills minibatch after minibatch, so no row goes on in the next one."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    s = (len(tokens) - offset - 1) // batch_size
    m = s // num_steps
    size = batch_size * num_steps
    X = [tokens[offset + j * size :][:size].view(batch_size, num_steps) for j in range(m)]
    Y = [tokens[offset + 1 + j * size :][:size].view(batch_size, num_steps) for j in range(m)]
    empty = tokens.new_zeros(0, batch_size, num_steps)
    return (torch.stack(X), torch.stack(Y)) if X else (empty, empty)
