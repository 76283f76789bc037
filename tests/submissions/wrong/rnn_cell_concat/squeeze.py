"""Wrong when n == 1: the batch is squeezed away."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    return torch.tanh(torch.cat((X, H), 1) @ torch.cat((W_xh, W_hh)) + b_h).squeeze()
