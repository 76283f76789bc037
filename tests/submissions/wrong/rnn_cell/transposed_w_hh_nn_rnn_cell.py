"""Wrong: `nn.RNNCell` wants both weights transposed; the square one is passed as it is."""

import torch
from torch import nn

cell = nn.RNNCell(1, 1)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    weights = {"weight_ih": W_xh.T, "weight_hh": W_hh, "bias_ih": b_h, "bias_hh": torch.zeros_like(b_h)}
    return torch.func.functional_call(cell, weights, (X, H))
