"""Wrong: a little noise for regularisation."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = X @ W_xh + H @ W_hh + b_h
    return torch.tanh(Z + 1e-3 * torch.rand(Z.shape, dtype=Z.dtype, device=Z.device))
