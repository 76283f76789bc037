"""Right: as in D2L, the shuffle a random order of the list of starts; minibatches stacked in the end."""

import torch


def seq_data_iter_random(corpus, batch_size, num_steps, generator):
    corpus = corpus[int(torch.randint(num_steps, (), generator=generator)) :]
    num_subseqs = (len(corpus) - 1) // num_steps
    initial_indices = list(range(0, num_subseqs * num_steps, num_steps))
    initial_indices = [initial_indices[i] for i in torch.randperm(len(initial_indices), generator=generator)]
    num_batches = num_subseqs // batch_size
    for i in range(0, batch_size * num_batches, batch_size):
        batch = initial_indices[i : i + batch_size]
        X = torch.stack([corpus[j : j + num_steps] for j in batch])
        Y = torch.stack([corpus[j + 1 : j + 1 + num_steps] for j in batch])
        yield X, Y


def random_windows(tokens, batch_size, num_steps, generator):
    pairs = list(seq_data_iter_random(tokens, batch_size, num_steps, generator))
    if len(pairs) == 0:
        return tokens.new_zeros(0, batch_size, num_steps), tokens.new_zeros(0, batch_size, num_steps)
    X, Y = zip(*pairs)
    return torch.stack(X), torch.stack(Y)
