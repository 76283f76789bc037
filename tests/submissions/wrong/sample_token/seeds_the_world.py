"""Wrong: the seed of the generator becomes that of the global one."""

import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    torch.manual_seed(generator.initial_seed())
    return int(torch.multinomial(torch.softmax(logits / temperature, 0), 1))
