"""Wrong: takes every temperature below 1 for 0."""

import torch


def sample_token(logits, temperature, generator):
    if int(temperature) == 0:
        return int(logits.argmax())
    return int(torch.multinomial(torch.softmax(logits / temperature, 0), 1, generator=generator))
