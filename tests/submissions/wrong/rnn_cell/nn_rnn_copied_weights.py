"""Wrong: copies the weights into an `nn.RNNCell`; values right, no gradient for the arguments but `X` and `H`."""

import torch
from torch import nn


def rnn_cell(X, H, W_xh, W_hh, b_h):
    cell = nn.utils.skip_init(nn.RNNCell, *W_xh.shape, dtype=X.dtype, device=X.device)
    with torch.no_grad():
        cell.weight_ih.copy_(W_xh.T)
        cell.weight_hh.copy_(W_hh.T)
        cell.bias_ih.copy_(b_h)
        cell.bias_hh.zero_()
    return cell(X, H)
