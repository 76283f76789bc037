"""Wrong: `multinomial` without the generator."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    return int(torch.multinomial(torch.softmax(logits / temperature, 0), 1))
