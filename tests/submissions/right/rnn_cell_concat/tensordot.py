"""Right: `tensordot` is one product too."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    return torch.tanh(torch.tensordot(torch.cat((X, H), 1), torch.cat((W_xh, W_hh)), dims=1) + b_h)
