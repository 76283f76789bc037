"""Right: the bias is one more row of the weights."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    ones = X.new_ones(X.size(0), 1)
    return torch.tanh(torch.cat([X, H, ones], 1) @ torch.cat([W_xh, W_hh, b_h[None, :]], 0))
