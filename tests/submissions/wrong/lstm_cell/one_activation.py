"""Wrong: one helper for all four layers, with tanh inside."""

import torch


def lstm_cell(X, H, C, W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c):
    def layer(W_x, W_h, b):
        return torch.tanh(X @ W_x + H @ W_h + b)

    C = layer(W_xf, W_hf, b_f) * C + layer(W_xi, W_hi, b_i) * layer(W_xc, W_hc, b_c)
    return layer(W_xo, W_ho, b_o) * torch.tanh(C), C
