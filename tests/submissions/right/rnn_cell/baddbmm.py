"""Right: batched products with a batch of one."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = torch.baddbmm(b_h.reshape(1, 1, -1), X[None], W_xh[None])
    Z = torch.baddbmm(Z, H[None], W_hh[None])
    return torch.tanh(Z)[0]
