"""Wrong: `torch.lstm_cell` wants the gates in the order i, f, c, o."""

import torch


def lstm_cell(X, H, C, W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c):
    w_ih = torch.cat([W_xi, W_xf, W_xo, W_xc], 1).T
    w_hh = torch.cat([W_hi, W_hf, W_ho, W_hc], 1).T
    bias = torch.cat([b_i, b_f, b_o, b_c])
    return torch.lstm_cell(X, (H, C), w_ih, w_hh, bias, torch.zeros_like(bias))
