"""Wrong: sets values to 0 and leaves the weights as they are."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    hidden = torch.tanh((Q @ W_q)[:, :, None] + (K @ W_k)[:, None])
    keep = torch.arange(K.shape[1], device=K.device)[None, :, None] < valid_len[:, None, None]
    return torch.softmax(hidden @ w_v, dim=-1) @ V.masked_fill(~keep, 0)
