"""Wrong: scaled like the other attention."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    hidden = torch.tanh((Q @ W_q)[:, :, None] + (K @ W_k)[:, None])
    scores = hidden @ (w_v * len(w_v) ** -0.5)
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    return (scores.masked_fill(~keep, -1e9).softmax(-1) * keep) @ V
