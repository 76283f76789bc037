"""Wrong: right values, with a second product for the bias."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    ones = X.new_ones(X.shape[0], 1)
    return torch.tanh(torch.cat((X, H), 1) @ torch.cat((W_xh, W_hh), 0) + ones @ b_h.unsqueeze(0))
