"""Wrong: right values; a product of a first attempt was left in the code."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    check = X @ W_xh
    result = torch.tanh(torch.cat((X, H), dim=1) @ torch.cat((W_xh, W_hh), dim=0) + b_h)
    assert check.shape == result.shape
    return result
