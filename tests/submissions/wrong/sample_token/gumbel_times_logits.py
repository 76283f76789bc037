"""Wrong: a minus is lost: the smallest waiting time does not win, the largest does."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    rates = torch.softmax(logits / temperature, dim=0)
    times = torch.empty_like(rates).exponential_(generator=generator)
    return int((times / rates).argmax())
