"""Right: a uniform number, and where it falls among the sums of the probabilities."""

import torch


def sample_token(logits, temperature, generator):
    if not temperature:
        return int(logits.argmax())
    probabilities = torch.softmax(logits.double() / temperature, 0)
    sums = torch.cumsum(probabilities, 0)
    u = torch.rand(1, generator=generator, dtype=torch.float64) * sums[-1]
    return min(int(torch.searchsorted(sums, u, right=True)), len(logits) - 1)
