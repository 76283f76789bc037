"""Wrong: divides the caller's logits in place."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    logits /= temperature
    return int(torch.multinomial(logits.softmax(0), 1, generator=generator))
