"""Right: both gates as one product, cut into two."""

import torch


def gru_cell(X, H, W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h):
    XH = torch.cat((X, H), dim=1)
    W = torch.cat((torch.cat((W_xz, W_xr), 1), torch.cat((W_hz, W_hr), 1)))
    Z, R = torch.sigmoid(XH @ W + torch.cat((b_z, b_r))).split(H.shape[1], dim=1)
    new = torch.tanh(torch.cat((X, R * H), dim=1) @ torch.cat((W_xh, W_hh)) + b_h)
    return new + Z * (H - new)
