"""Right: softmax, and `multinomial` with the generator."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return logits.argmax().item()
    probs = torch.softmax(logits / temperature, dim=-1)
    return torch.multinomial(probs, num_samples=1, generator=generator).item()
