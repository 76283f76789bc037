"""Wrong: `transpose_` turns the caller's tensor."""

import torch.nn.functional as F


def one_hot(tokens, vocab_size):
    tokens.transpose_(0, 1)
    return F.one_hot(tokens, vocab_size).float()
