"""Wrong: forgets the factor of the candidate."""

import torch


def gru_cell(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    Z = torch.sigmoid(X @ W_xz + H @ W_hz + b_z)
    R = torch.sigmoid(X @ W_xr + H @ W_hr + b_r)
    return torch.addcmul(torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h), Z, H)
