"""Wrong: a mask."""

import torch


def one_hot(tokens, vocab_size):
    vocabulary = torch.arange(vocab_size, device=tokens.device)
    return torch.eq(tokens.t().unsqueeze(2), vocabulary)
