"""Wrong on a GPU: the mask is made on the CPU."""

import torch


def dot_product_attention(Q, K, V, valid_len):
    mask = torch.zeros(K.shape[0], 1, K.shape[1], dtype=torch.bool)
    for i, length in enumerate(valid_len.tolist()):
        mask[i, :, :length] = True
    weights = (Q @ K.mT / Q.shape[-1] ** 0.5).masked_fill(~mask, -1e9).softmax(-1) * mask
    return weights @ V
