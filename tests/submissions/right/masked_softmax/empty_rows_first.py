"""Right: minus infinity, but not where nothing would be left."""

import torch


def masked_softmax(scores, valid_len):
    k = scores.shape[2]
    padding = torch.arange(k, device=scores.device)[None, None, :] >= valid_len[:, None, None]
    empty = (valid_len == 0)[:, None, None]
    safe = scores.masked_fill(padding & ~empty, float("-inf"))
    return torch.where(empty, torch.zeros_like(scores), torch.softmax(safe, dim=-1))
