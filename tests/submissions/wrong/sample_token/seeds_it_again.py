"""Wrong: gives the generator a seed, to be reproducible."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    probs = torch.softmax(logits / temperature, dim=0)
    token = torch.multinomial(probs, 1, generator=generator.manual_seed(0))
    return int(token)
