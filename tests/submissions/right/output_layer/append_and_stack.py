"""Right: one step after the other."""

import torch


def output_layer(H, W_hq, b_q):
    outputs = []
    for H_t in H:
        outputs.append(H_t @ W_hq + b_q)
    return torch.stack(outputs)
