"""Wrong: without `- 1` the targets run out of the text."""

import torch


def sequential_windows(tokens, batch_size, num_steps, offset):
    num_tokens = (len(tokens) - offset) // batch_size * batch_size
    Xs = tokens[offset : offset + num_tokens].reshape(batch_size, num_tokens // batch_size)
    Ys = tokens[offset + 1 : offset + 1 + num_tokens].reshape(batch_size, num_tokens // batch_size)
    m = Xs.shape[1] // num_steps
    X = [Xs[:, j * num_steps : (j + 1) * num_steps] for j in range(m)]
    Y = [Ys[:, j * num_steps : (j + 1) * num_steps] for j in range(m)]
    empty = tokens.new_zeros(0, batch_size, num_steps)
    return (torch.stack(X), torch.stack(Y)) if m else (empty, empty)
