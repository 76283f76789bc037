"""Wrong: first the softmax, then the mask."""

import torch


def masked_softmax(scores, valid_len):
    weights = scores.softmax(-1)
    padding = torch.arange(scores.shape[-1], device=scores.device) >= valid_len[:, None, None]
    return weights.masked_fill(padding, 0.0)
