"""Wrong: no activation; the query cancels in the softmax."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    features = (Q @ W_q).unsqueeze(2) + (K @ W_k).unsqueeze(1)
    scores = torch.matmul(features, w_v)
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    return torch.where(keep, torch.where(keep, scores, -1e9).softmax(-1), 0.0) @ V
