"""Wrong: draws with the logits themselves as weights, moved above 0."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    weights = logits / temperature
    weights = weights - weights.min() + 1e-3
    return int(torch.multinomial(weights, 1, generator=generator))
