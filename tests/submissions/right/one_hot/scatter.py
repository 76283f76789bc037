"""Right: writes ones into zeros."""

import torch


def one_hot(tokens, vocab_size):
    n, T = tokens.shape
    X = torch.zeros(T, n, vocab_size, device=tokens.device)
    X.scatter_(2, tokens.T.unsqueeze(-1), 1.0)
    return X
