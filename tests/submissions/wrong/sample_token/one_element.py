"""Wrong: a tensor with one axis."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(torch.argmax(logits))
    probs = torch.softmax(logits / temperature, dim=0)
    return probs.multinomial(1, generator=generator)
