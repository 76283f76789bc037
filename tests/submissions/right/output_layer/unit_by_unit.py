"""Right: each output unit by itself."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.stack([H @ w + b for w, b in zip(W_hq.T, b_q)], dim=2)
