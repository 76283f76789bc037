"""Wrong: any token."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    return int(torch.rand(1, generator=generator) * len(logits))
