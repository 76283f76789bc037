"""Right: einsum for every product."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    q = torch.einsum("nmq,qh->nmh", Q, W_q)
    k = torch.einsum("nkp,ph->nkh", K, W_k)
    scores = torch.einsum("nmkh,h->nmk", torch.tanh(q[:, :, None, :] + k[:, None, :, :]), w_v)
    padding = torch.arange(K.shape[1], device=K.device)[None, None] >= valid_len[:, None, None]
    weights = scores.masked_fill(padding, -1e20).softmax(2).masked_fill(padding, 0.0)
    return torch.einsum("nmk,nkv->nmv", weights, V)
