"""Wrong: divides by a temperature of 0."""

import torch


def sample_token(logits, temperature, generator):
    probs = torch.nn.functional.softmax(logits / temperature, dim=-1)
    return int(torch.multinomial(probs, 1, generator=generator))
