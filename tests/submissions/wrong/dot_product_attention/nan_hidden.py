"""Wrong in the gradient: hides the NaN of empty rows in the weights."""

import torch


def dot_product_attention(Q, K, V, valid_len):
    padding = torch.arange(K.shape[1], device=Q.device) >= valid_len[:, None, None]
    bias = torch.zeros(padding.shape, dtype=Q.dtype, device=Q.device).masked_fill(padding, -torch.inf)
    weights = torch.softmax(Q @ K.mT / Q.shape[-1] ** 0.5 + bias, dim=-1)
    return weights.nan_to_num(0.0) @ V
