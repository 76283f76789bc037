"""Wrong: the result is right; the caller's H is reset, too, behind autograd's back, which spoils the gradients."""

import torch


def gru_cell(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    old = H.clone()
    H.data *= R.data
    return Z * old + (1 - Z) * torch.tanh(X @ W_xh + (R * old) @ W_hh + b_h)
