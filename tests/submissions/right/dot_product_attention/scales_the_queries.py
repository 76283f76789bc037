"""Right: scales the queries first, and multiplies by broadcasting."""

import torch


def dot_product_attention(Q, K, V, valid_len):
    q = Q / torch.sqrt(torch.tensor(Q.shape[2], dtype=Q.dtype, device=Q.device))
    scores = (q[:, :, None, :] * K[:, None, :, :]).sum(-1)
    padding = torch.arange(K.shape[1], device=Q.device).view(1, 1, -1) >= valid_len.view(-1, 1, 1)
    weights = scores.masked_fill(padding, torch.finfo(Q.dtype).min).softmax(-1).masked_fill(padding, 0)
    return (weights[..., None] * V[:, None]).sum(2)
