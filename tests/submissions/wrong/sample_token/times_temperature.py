"""Wrong: times, not divided by."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    probs = torch.softmax(temperature * logits, dim=0)
    return int(torch.multinomial(probs, 1, generator=generator))
