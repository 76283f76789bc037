"""Wrong: dropout is on by default."""

import torch
from torch.nn.functional import dropout


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return dropout(torch.tanh(X @ W_xh + H @ W_hh + b_h), p=0.1)
