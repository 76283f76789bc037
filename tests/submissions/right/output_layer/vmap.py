"""Right: mapped over time."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.vmap(lambda H_t: H_t @ W_hq + b_q)(H)
