"""Wrong: right values by broadcasting and summing, with no product at all."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((W_xh, W_hh), dim=0)
    return torch.tanh((XH[:, :, None] * W[None, :, :]).sum(dim=1) + b_h)
