"""Wrong unless the scores are float32: asks the softmax for float32."""

import torch


def masked_softmax(scores, valid_len):
    mask = torch.arange(scores.shape[-1], device=scores.device) < valid_len[:, None, None]
    return torch.softmax(scores.masked_fill(~mask, -1e9), dim=-1, dtype=torch.float32) * mask
