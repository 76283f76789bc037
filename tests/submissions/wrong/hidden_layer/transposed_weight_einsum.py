"""Wrong: the letters of the weight are swapped: crashes unless d == h."""

import torch


def hidden_layer(X, W_xh, b_h):
    return torch.tanh(torch.einsum("nd,hd->nh", X, W_xh) + b_h)
