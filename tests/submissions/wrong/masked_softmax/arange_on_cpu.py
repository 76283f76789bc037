"""Wrong on a GPU: the indices of the keys are on the CPU."""

import torch


def masked_softmax(scores, valid_len):
    keep = torch.arange(scores.shape[-1]) < valid_len[:, None, None]
    return torch.softmax(scores.masked_fill(~keep, -1e9), dim=-1) * keep
