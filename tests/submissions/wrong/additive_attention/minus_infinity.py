"""Wrong where no key counts: NaN."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    hidden = torch.tanh((Q @ W_q)[:, :, None] + (K @ W_k)[:, None])
    padding = torch.arange(K.shape[1], device=K.device) >= valid_len[:, None, None]
    return torch.where(padding, -torch.inf, hidden @ w_v).softmax(-1) @ V
