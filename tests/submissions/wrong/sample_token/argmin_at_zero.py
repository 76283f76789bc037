"""Wrong: `argmin` at temperature 0."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(torch.argmin(logits))
    return int(torch.multinomial(torch.softmax(logits / temperature, 0), 1, generator=generator))
