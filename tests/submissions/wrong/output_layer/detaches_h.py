"""Wrong: no gradient flows back into the states."""

import torch


def output_layer(H, W_hq, b_q):
    outputs = []
    for H_t in H.detach():
        outputs.append(H_t @ W_hq + b_q)
    return torch.stack(outputs)
