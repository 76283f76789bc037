"""Right: all four layers as one product, cut into four."""

import torch


def lstm_cell(X, H, C, W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c):
    inputs = torch.cat((X, H), dim=1)
    W_x = torch.cat((W_xi, W_xf, W_xo, W_xc), dim=1)
    W_h = torch.cat((W_hi, W_hf, W_ho, W_hc), dim=1)
    sums = inputs @ torch.cat((W_x, W_h)) + torch.cat((b_i, b_f, b_o, b_c))
    i, f, o, c = sums.chunk(4, dim=1)
    C_t = torch.sigmoid(f) * C + torch.sigmoid(i) * torch.tanh(c)
    return torch.sigmoid(o) * torch.tanh(C_t), C_t
