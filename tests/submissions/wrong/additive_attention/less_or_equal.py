"""Wrong: `<=`."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    hidden = torch.tanh((Q @ W_q)[:, :, None] + (K @ W_k)[:, None])
    padding = ~(torch.arange(K.shape[1], device=K.device) <= valid_len[:, None, None])
    return (hidden @ w_v).masked_fill(padding, -1e9).softmax(-1).masked_fill(padding, 0) @ V
