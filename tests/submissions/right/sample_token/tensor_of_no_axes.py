"""Right, with a note: a tensor of no axes."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return logits.argmax()
    return torch.multinomial(torch.softmax(logits / temperature, dim=0), 1, generator=generator).squeeze()
