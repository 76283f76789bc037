"""Right: every pair of a query and a key as one vector, and one weight for both."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    n, m, q = Q.shape
    k = K.shape[1]
    pairs = torch.cat((Q[:, :, None].expand(n, m, k, q), K[:, None].expand(n, m, k, K.shape[2])), dim=-1)
    scores = torch.tanh(pairs @ torch.cat((W_q, W_k))).matmul(w_v.unsqueeze(-1)).squeeze(-1)
    keep = (torch.arange(k, device=K.device) < valid_len[:, None])[:, None, :]
    return torch.where(keep, torch.where(keep, scores, -1e9).softmax(-1), 0.0) @ V
