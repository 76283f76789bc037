"""Right: torch's own, of the transposed tokens."""

import torch.nn.functional as F


def one_hot(tokens, vocab_size):
    return F.one_hot(tokens.T, vocab_size).float()
