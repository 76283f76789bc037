"""Wrong: tanh of the query and tanh of the key, then the sum."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    q, k = torch.tanh(Q @ W_q), torch.tanh(K @ W_k)
    scores = (q.unsqueeze(2) + k.unsqueeze(1)).matmul(w_v)
    keep = torch.arange(K.shape[1], device=K.device) < valid_len[:, None, None]
    return (scores.masked_fill(~keep, -1e9).softmax(-1) * keep) @ V
