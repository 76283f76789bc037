"""Wrong: `narrow`, and the answer to "a 4 x 1 matrix multiplies too"."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    w = torch.narrow(W_hh, 1, 0, 1)
    Z = torch.mm(X, W_xh)
    Z = Z + torch.mm(H, w)
    return torch.tanh(Z + b_h)
