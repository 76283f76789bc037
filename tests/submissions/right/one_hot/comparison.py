"""Right: compares every token with every number of the vocabulary."""

import torch


def one_hot(tokens, vocab_size):
    vocabulary = torch.arange(vocab_size, device=tokens.device)
    return (tokens.transpose(0, 1)[..., None] == vocabulary).to(torch.get_default_dtype())
