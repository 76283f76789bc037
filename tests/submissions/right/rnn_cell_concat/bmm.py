"""Right: one `baddbmm` with a batch of one."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    XH = torch.cat((X, H), dim=1).unsqueeze(0)
    W = torch.cat((W_xh, W_hh), dim=0).unsqueeze(0)
    return torch.tanh(torch.baddbmm(b_h, XH, W).squeeze(0))
