"""Wrong: `F.linear` transposes, which nobody notices where the weights are square."""

import torch
import torch.nn.functional as F


def gru_cell(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    Z = torch.sigmoid(F.linear(X, W_xz.T, b_z) + F.linear(H, W_hz))
    R = torch.sigmoid(F.linear(X, W_xr.T, b_r) + F.linear(H, W_hr))
    H_tilde = torch.tanh(F.linear(X, W_xh.T, b_h) + F.linear(R * H, W_hh))
    return Z * H + (1 - Z) * H_tilde
