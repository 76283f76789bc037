"""Wrong: a distribution over the units."""

import torch
import torch.nn.functional as F


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return F.softmax(X @ W_xh + H @ W_hh + b_h, dim=-1)
