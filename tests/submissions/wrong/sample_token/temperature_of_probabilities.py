"""Wrong: divides the probabilities, which changes nothing about their proportions."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    probs = torch.softmax(logits, dim=0) / temperature
    probs = probs / probs.sum()
    u = torch.rand((), generator=generator, dtype=probs.dtype)
    return min(int((probs.cumsum(0) <= u).sum()), len(logits) - 1)
