"""Wrong: draws from the two most likely tokens only."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    best = logits.topk(min(2, len(logits)))
    probs = torch.softmax(best.values / temperature, dim=0)
    return int(best.indices[torch.multinomial(probs, 1, generator=generator)])
