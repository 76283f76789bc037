"""Wrong by a little: a part of the plain mean is mixed in, as a residual."""

import torch


def dot_product_attention(Q, K, V, valid_len):
    keep = torch.arange(K.shape[1], device=Q.device) < valid_len[:, None, None]
    weights = (Q @ K.mT / Q.shape[-1] ** 0.5).masked_fill(~keep, -1e9).softmax(-1) * keep
    return 0.999 * (weights @ V) + 0.001 * V.mean(dim=1, keepdim=True)
