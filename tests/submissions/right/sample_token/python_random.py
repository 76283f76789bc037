"""Right: Python's `choices`, seeded by a number from the generator."""

import random

import torch


def sample_token(logits, temperature, generator):
    tokens = range(len(logits))
    if temperature == 0:
        return max(tokens, key=logits.tolist().__getitem__)
    rng = random.Random(int(torch.randint(2**62, (1,), generator=generator)))
    weights = torch.softmax(logits / temperature, dim=0).tolist()
    return rng.choices(tokens, weights=weights)[0]
