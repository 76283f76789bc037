"""Wrong: unpacks two gates in the wrong order."""

import torch


def gru_cell(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((torch.cat((W_xz, W_xr), 1), torch.cat((W_hz, W_hr), 1)))
    R, Z = torch.sigmoid(XH @ W + torch.cat((b_z, b_r))).chunk(2, dim=1)
    H_tilde = torch.tanh(X @ W_xh + (R * H) @ W_hh + b_h)
    return Z * H + (1 - Z) * H_tilde
