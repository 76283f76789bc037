"""Wrong: `permute` of all three axes; crashes unless n == d."""

import torch


def dot_product_attention(Q, K, V, valid_len):
    keep = torch.arange(K.shape[1], device=Q.device) < valid_len[:, None, None]
    scores = Q @ K.permute(2, 1, 0) / Q.shape[-1] ** 0.5
    return (scores.masked_fill(~keep, -1e9).softmax(-1) * keep) @ V
