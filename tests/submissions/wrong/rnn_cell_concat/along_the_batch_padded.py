"""Wrong: along the batch, after padding the input to the width of the state: twice as many rows."""

import torch
import torch.nn.functional as F


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    d, h = W_xh.shape
    XH = torch.vstack((F.pad(X, (0, h - d)), H))
    return torch.tanh(XH @ W_hh + b_h)
