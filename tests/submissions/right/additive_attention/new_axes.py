"""Right: new axes, a sum with four axes, and a product."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    features = torch.tanh((Q @ W_q).unsqueeze(2) + (K @ W_k).unsqueeze(1))
    scores = features @ w_v
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    weights = torch.softmax(scores.masked_fill(~keep, -1e9), dim=-1) * keep
    return weights @ V
