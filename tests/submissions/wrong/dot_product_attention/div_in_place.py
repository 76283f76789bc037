"""Wrong: `div_` makes the caller's queries smaller."""

import math

import torch


def dot_product_attention(Q, K, V, valid_len):
    keep = torch.arange(K.shape[1], device=Q.device) < valid_len[:, None, None]
    scores = Q.div_(math.sqrt(Q.shape[-1])) @ K.mT
    return (scores.masked_fill(~keep, -1e9).softmax(-1) * keep) @ V
