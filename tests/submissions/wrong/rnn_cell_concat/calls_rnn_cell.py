"""Wrong: right values by the formula of the last exercise, without a concatenation."""

import torch
import torch.nn.functional as F


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(F.linear(X, W_xh.T) + F.linear(H, W_hh.T, b_h))


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    return rnn_cell(X, H, W_xh, W_hh, b_h)
