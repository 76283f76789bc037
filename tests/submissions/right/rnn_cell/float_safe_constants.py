"""Right: makes every constant in the dtype and on the device of the input."""

import math

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    two = torch.tensor(2.0, dtype=X.dtype, device=X.device)
    z = X @ W_xh + H @ W_hh + b_h * math.cos(0)
    e = torch.exp(-two * z.abs())
    return torch.sign(z) * (1 - e) / (1 + e)
