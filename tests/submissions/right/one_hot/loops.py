"""Right: three loops' worth of indices, one number at a time."""

import torch


def one_hot(tokens, vocab_size):
    n, T = tokens.shape
    X = tokens.new_zeros((T, n, vocab_size), dtype=torch.float32)
    for i in range(n):
        for t in range(T):
            X[t, i, tokens[i, t]] = 1
    return X
