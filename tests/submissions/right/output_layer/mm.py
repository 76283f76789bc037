"""Right: flattens to a matrix, multiplies, unflattens."""

import torch


def output_layer(H, W_hq, b_q):
    T, n, h = H.shape
    logits = torch.mm(H.reshape(T * n, h), W_hq) + b_q
    return logits.reshape(T, n, -1)
