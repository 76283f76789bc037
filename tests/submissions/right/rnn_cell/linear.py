"""Right: `F.linear`, bias only once."""

import torch
import torch.nn.functional as F


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(F.linear(X, W_xh.T) + F.linear(H, W_hh.t(), b_h))
