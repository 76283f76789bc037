"""Wrong: `exp(10000)` is infinite."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    e = torch.exp(logits / temperature)
    return int(torch.multinomial(e / torch.sum(e), 1, generator=generator))
