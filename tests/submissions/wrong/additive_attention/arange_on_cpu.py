"""Wrong on a GPU: the indices of the keys are on the CPU."""

import torch


def additive_attention(Q, K, V, W_q, W_k, w_v, valid_len):
    features = torch.tanh((Q @ W_q).unsqueeze(2) + (K @ W_k).unsqueeze(1))
    keep = torch.arange(K.shape[1]) < valid_len[:, None, None]
    return ((features @ w_v).masked_fill(~keep, -1e9).softmax(-1) * keep) @ V
