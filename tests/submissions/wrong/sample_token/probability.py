"""Wrong: the probability, not the token."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return 1.0
    probs = torch.softmax(logits / temperature, dim=0)
    token = torch.multinomial(probs, 1, generator=generator)
    return float(probs[token])
