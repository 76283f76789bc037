"""Wrong: `W_xh` is transposed: crashes unless d == h."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = torch.mm(X, torch.transpose(W_xh, 0, 1)) + torch.mm(H, W_hh) + b_h
    return torch.tanh(Z)
