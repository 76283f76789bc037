"""Right: `tensordot` over the hidden axis."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.tensordot(H, W_hq, dims=([2], [0])) + b_q
