"""Right: `addmm` on the flattened states."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.addmm(b_q, H.flatten(0, 1), W_hq).unflatten(0, H.shape[:2])
