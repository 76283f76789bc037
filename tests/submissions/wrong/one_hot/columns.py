"""Wrong: zeros with the vocabulary before the batch."""

import torch


def one_hot(tokens, vocab_size):
    n, T = tokens.shape
    X = torch.zeros(T, vocab_size, n, device=tokens.device)
    for t in range(T):
        for i in range(n):
            X[t, tokens[i, t], i] = 1.0
    return X
