"""Wrong: writes the token where the 1 should stand."""

import torch


def one_hot(tokens, vocab_size):
    x = tokens.T.unsqueeze(-1)
    X = torch.zeros(x.shape[0], x.shape[1], vocab_size, device=tokens.device)
    return X.scatter_(-1, x, x.float())
