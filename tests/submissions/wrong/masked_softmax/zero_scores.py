"""Wrong: sets the scores of the padding to 0."""

import torch


def masked_softmax(scores, valid_len):
    padding = torch.arange(scores.shape[-1], device=scores.device) >= valid_len[:, None, None]
    return scores.masked_fill(padding, 0).softmax(dim=2)
