"""Right: exponential waiting times with the probabilities as rates: the first one wins."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return torch.max(logits, dim=0).indices.item()
    rates = (logits / temperature).softmax(dim=0)
    times = torch.empty_like(rates).exponential_(1.0, generator=generator)
    return (rates / times).argmax().item()
