"""Wrong: the softmax over the queries."""

import torch


def dot_product_attention(Q, K, V, valid_len):
    scores = torch.einsum("nmd,nkd->nmk", Q, K) / Q.shape[-1] ** 0.5
    padding = torch.arange(K.shape[1], device=Q.device) >= valid_len[:, None, None]
    weights = scores.masked_fill(padding, -1e9).softmax(dim=-2).masked_fill(padding, 0)
    return torch.einsum("nmk,nkv->nmv", weights, V)
