"""Wrong: `n` before `T`; not an error of shape when n == T."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.einsum("tnh,hq->ntq", H, W_hq) + b_q
