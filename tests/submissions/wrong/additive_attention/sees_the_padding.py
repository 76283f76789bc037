"""Wrong: no mask."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    hidden = torch.tanh((Q @ W_q)[:, :, None] + (K @ W_k)[:, None])
    return torch.einsum("nmk,nkv->nmv", (hidden * w_v).sum(-1).softmax(-1), V)
