"""Wrong: a softmax of probabilities."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    probs = logits.softmax(0)
    return int(torch.multinomial((probs / temperature).softmax(0), 1, generator=generator))
