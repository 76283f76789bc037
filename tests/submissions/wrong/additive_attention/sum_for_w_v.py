"""Wrong: adds up the hidden units."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    scores = torch.einsum("nmkh->nmk", torch.tanh((Q @ W_q)[:, :, None] + (K @ W_k)[:, None]))
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    return (scores.masked_fill(~keep, -1e9).softmax(-1) * keep) @ V
