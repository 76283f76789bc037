"""Wrong: `torch.lstm_cell` wants both weights transposed; the square ones are stacked as they are."""

import torch


def lstm_cell(X, H, C, W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c):
    w_ih = torch.cat([W_xi.T, W_xf.T, W_xc.T, W_xo.T])
    w_hh = torch.cat([W_hi, W_hf, W_hc, W_ho])
    bias = torch.cat([b_i, b_f, b_c, b_o])
    return torch.lstm_cell(X, (H, C), w_ih, w_hh, bias, torch.zeros_like(bias))
