"""Wrong: the last token is never drawn: the index is one too small."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    sums = torch.softmax(logits / temperature, dim=0).cumsum(0)
    u = torch.rand((), generator=generator, dtype=sums.dtype)
    return max(int((sums <= u).sum()) - 1, 0)
