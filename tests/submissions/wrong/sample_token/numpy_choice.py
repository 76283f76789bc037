"""Wrong: NumPy's global generator draws."""

import numpy as np
import torch


def sample_token(logits, temperature, generator):
    if temperature == 0:
        return int(logits.argmax())
    p = torch.softmax(logits.double() / temperature, dim=0).numpy()
    return int(np.random.choice(len(p), p=p / p.sum()))
