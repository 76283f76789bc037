"""Wrong: right values, but the products are taken apart again."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    XH = torch.cat((X, H), dim=1)
    d = X.shape[1]
    return torch.tanh(XH[:, :d].mm(W_xh) + XH[:, d:].mm(W_hh) + b_h)
