"""Right, with a note: a list with the vectors of each step, as D2L's scratch model reads them."""

import torch.nn.functional as F


def one_hot(tokens, vocab_size):
    return [F.one_hot(X_t, vocab_size).float() for X_t in tokens.T]
