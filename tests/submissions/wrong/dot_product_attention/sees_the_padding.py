"""Wrong: torch's own attention without a mask."""

import torch.nn.functional as F


def dot_product_attention(Q, K, V, valid_len):
    return F.scaled_dot_product_attention(Q, K, V)
