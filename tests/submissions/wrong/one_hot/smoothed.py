"""Wrong: labels are smoothed a little."""

import torch.nn.functional as F


def one_hot(tokens, vocab_size):
    X = F.one_hot(tokens.T, vocab_size).float()
    return X * 0.999 + 0.001 / vocab_size
