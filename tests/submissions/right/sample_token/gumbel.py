"""Right: the Gumbel trick: noise on the logits, and the largest wins."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0.0:
        return int(torch.argmax(logits))
    u = torch.rand(logits.shape, generator=generator, dtype=torch.float64)
    gumbel = -torch.log(-torch.log(u.clamp_min(1e-300)))
    return int(torch.argmax(logits.double() / temperature + gumbel))
