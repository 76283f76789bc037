"""Right: the function below `nn.LSTMCell`, whose gates stand in the order i, f, c, o."""

import torch


def lstm_cell(X, H, C, W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c):
    w_ih = torch.cat([W_xi, W_xf, W_xc, W_xo], dim=1).T
    w_hh = torch.cat([W_hi, W_hf, W_hc, W_ho], dim=1).T
    bias = torch.cat([b_i, b_f, b_c, b_o])
    H, C = torch.lstm_cell(X, (H, C), w_ih, w_hh, bias, torch.zeros_like(bias))
    return H, C
