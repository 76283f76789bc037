"""Right: each example with the keys that it has; a product with no keys is 0."""

import torch


def attend(Q, K, V, W_q, W_k, w_v):
    scores = (torch.tanh((Q @ W_q)[:, None] + (K @ W_k)[None]) * w_v).sum(-1)
    return torch.softmax(scores, dim=1) @ V


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    return torch.stack(
        [attend(Q[i], K[i, :length], V[i, :length], W_q, W_k, w_v) for i, length in enumerate(valid_len.tolist())]
    )
