"""Wrong: clamps the caller's `w_v` in place, behind autograd's back; its gradient is wrong as well."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    features = torch.tanh((Q @ W_q).unsqueeze(2) + (K @ W_k).unsqueeze(1))
    scores = features @ w_v
    w_v.data.clamp_(-1, 1)
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    return (scores.masked_fill(~keep, -1e9).softmax(-1) * keep) @ V
