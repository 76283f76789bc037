"""Wrong: the update gate is computed after the reset."""

import torch


def gru_cell(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    H_reset = R * H
    Z = torch.sigmoid(X @ W_xz + H_reset @ W_hz + b_z)
    H_tilde = torch.tanh(X @ W_xh + H_reset @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
