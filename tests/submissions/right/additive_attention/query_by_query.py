"""Right: one query after the other, for the whole batch."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    keys = K @ W_k
    keep = torch.arange(K.shape[1], device=K.device)[None, :] < valid_len[:, None]
    results = []
    for a in range(Q.shape[1]):
        hidden = torch.tanh((Q[:, a] @ W_q)[:, None] + keys)
        e = torch.exp(hidden @ w_v) * keep
        weights = e / e.sum(dim=1, keepdim=True).clamp(min=1e-30)
        results.append((weights[:, :, None] * V).sum(dim=1))
    return torch.stack(results, dim=1)
