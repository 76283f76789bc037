"""Wrong: the values of the padding are set to 0, and their weights are not."""

import torch


def dot_product_attention(Q, K, V, valid_len):
    keep = torch.arange(K.shape[1], device=Q.device)[None, :, None] < valid_len[:, None, None]
    weights = torch.softmax(Q @ K.mT / Q.shape[-1] ** 0.5, dim=-1)
    return weights @ (V * keep)
