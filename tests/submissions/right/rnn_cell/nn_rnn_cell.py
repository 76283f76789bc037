"""Right: an `nn.RNNCell` made once, its weights swapped for the arguments."""

import torch
from torch import nn

CELL = nn.RNNCell(1, 1)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    weights = {"weight_ih": W_xh.T, "weight_hh": W_hh.T, "bias_ih": b_h, "bias_hh": torch.zeros_like(b_h)}
    return torch.func.functional_call(CELL, weights, (X, H))
