"""Right: a generator as in D2L, its minibatches stacked; and a shape where there are none."""

import torch


def seq_data_iter_sequential(corpus, batch_size, num_steps, offset):
    num_tokens = ((len(corpus) - offset - 1) // batch_size) * batch_size
    Xs = corpus[offset : offset + num_tokens].reshape(batch_size, num_tokens // batch_size)
    Ys = corpus[offset + 1 : offset + 1 + num_tokens].reshape(batch_size, num_tokens // batch_size)
    num_batches = Xs.shape[1] // num_steps
    for i in range(0, num_steps * num_batches, num_steps):
        yield Xs[:, i : i + num_steps], Ys[:, i : i + num_steps]


def sequential_windows(tokens, batch_size, num_steps, offset):
    batches = list(seq_data_iter_sequential(tokens, batch_size, num_steps, offset))
    if not batches:
        empty = tokens.new_empty((0, batch_size, num_steps))
        return empty, empty.clone()
    return torch.stack([X for X, _ in batches]), torch.stack([Y for _, Y in batches])
