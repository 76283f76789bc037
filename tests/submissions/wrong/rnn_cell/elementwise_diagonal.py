"""Wrong: a repeated letter takes the diagonal: every unit sees only itself."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(torch.einsum("nd,dh->nh", X, W_xh) + torch.einsum("nh,hh->nh", H, W_hh) + b_h)
