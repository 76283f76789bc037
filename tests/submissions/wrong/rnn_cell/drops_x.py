"""Wrong: the input does not enter."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(torch.addmm(b_h, H, W_hh))
