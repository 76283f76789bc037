"""Right: a batched product over the time steps."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.baddbmm(b_q, H, W_hq.expand(H.shape[0], *W_hq.shape))
