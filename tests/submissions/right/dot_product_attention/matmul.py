"""Right: two products and a softmax."""

import math

import torch


def dot_product_attention(Q, K, V, valid_len):
    scores = torch.matmul(Q, K.transpose(-2, -1)) / math.sqrt(Q.shape[-1])
    keep = torch.arange(K.shape[1], device=Q.device) < valid_len[:, None, None]
    weights = torch.softmax(torch.where(keep, scores, -1e9), dim=-1) * keep
    return torch.matmul(weights, V)
