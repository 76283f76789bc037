"""Wrong: makes a generator of its own, with a seed of its own."""

import torch


def sample_token(logits, temperature, generator):
    generator = torch.Generator().manual_seed(1234)
    if temperature == 0:
        return int(logits.argmax())
    return int(torch.multinomial(torch.softmax(logits / temperature, 0), 1, generator=generator))
