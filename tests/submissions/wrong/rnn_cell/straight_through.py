"""Wrong: the value is right, the gradient is that of a hard tanh."""

import torch
import torch.nn.functional as F


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = X @ W_xh + H @ W_hh + b_h
    soft = F.hardtanh(Z)
    return soft + (torch.tanh(Z) - soft).detach()
