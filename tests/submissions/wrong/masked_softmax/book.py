"""Wrong where no key counts: the masked softmax of the book, on a copy, gives even weights."""

import torch
from torch import nn


def masked_softmax(scores, valid_len):
    X = scores.clone().reshape(-1, scores.shape[-1])
    lengths = torch.repeat_interleave(valid_len, scores.shape[1])
    mask = torch.arange(X.size(1), dtype=torch.float32, device=X.device)[None, :] < lengths[:, None]
    X[~mask] = -1e6
    return nn.functional.softmax(X.reshape(scores.shape), dim=-1)
