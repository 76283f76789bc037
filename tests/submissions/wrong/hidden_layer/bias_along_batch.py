"""Wrong: the bias becomes a column: crashes unless n == h or n == 1."""

import torch


def hidden_layer(X, W_xh, b_h):
    return torch.tanh(torch.matmul(X, W_xh) + b_h.view(-1, 1))
