"""Wrong unless the inputs are float32: the scores are written into a float32 buffer."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    scores = torch.zeros(Q.shape[0], Q.shape[1], K.shape[1], device=Q.device)
    for b in range(K.shape[1]):
        scores[:, :, b] = torch.tanh(Q @ W_q + (K[:, b : b + 1] @ W_k)) @ w_v
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    return (scores.masked_fill(~keep, -1e9).softmax(-1) * keep) @ V
