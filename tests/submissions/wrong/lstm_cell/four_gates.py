"""Wrong: all four layers as one product with one sigmoid."""

import torch


def lstm_cell(X, H, C, W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c):
    W_x, W_h = torch.cat((W_xi, W_xf, W_xo, W_xc), 1), torch.cat((W_hi, W_hf, W_ho, W_hc), 1)
    I, F, O, G = torch.sigmoid(X @ W_x + H @ W_h + torch.cat((b_i, b_f, b_o, b_c))).chunk(4, 1)
    C = F * C + I * G
    return O * torch.tanh(C), C
