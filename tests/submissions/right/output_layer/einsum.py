"""Right: einsum."""

import torch


def output_layer(H, W_hq, b_q):
    return torch.einsum("tnh,hq->tnq", H, W_hq) + b_q
