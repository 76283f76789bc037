"""Wrong: `unsqueeze(1)` for the queries and `unsqueeze(2)` for the keys; crashes unless m == k."""

import torch


def masked_softmax(scores, valid_len):
    keep = torch.arange(scores.size(-1), device=scores.device) < valid_len[:, None, None]
    return scores.masked_fill(~keep, -1e9).softmax(-1) * keep


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    features = torch.tanh((Q @ W_q).unsqueeze(1) + (K @ W_k).unsqueeze(2))
    scores = torch.einsum("nkmh,h->nkm", features, w_v)
    return torch.bmm(masked_softmax(scores, valid_len), V)
