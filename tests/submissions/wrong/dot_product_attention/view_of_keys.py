"""Wrong: `view` where the axes should change places."""

import torch


def dot_product_attention(Q, K, V, valid_len):
    n, k, d = K.shape
    scores = torch.bmm(Q, K.contiguous().view(n, d, k)) / d**0.5
    keep = torch.arange(k, device=Q.device) < valid_len[:, None, None]
    return (scores.masked_fill(~keep, -1e9).softmax(dim=-1) * keep) @ V
