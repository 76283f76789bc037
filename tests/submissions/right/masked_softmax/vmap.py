"""Right: one row, mapped over queries and examples."""

import torch


def row(s, length):
    keep = torch.arange(s.shape[0], device=s.device) < length
    return torch.where(keep, torch.softmax(torch.where(keep, s, -1e12), 0), 0.0)


def masked_softmax(scores, valid_len):
    return torch.vmap(torch.vmap(row, in_dims=(0, None)))(scores, valid_len)
