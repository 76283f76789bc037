"""Wrong: the sigmoid by straight lines."""

import torch
from torch.nn.functional import hardsigmoid


def lstm_cell(X, H, C, W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c):
    I = hardsigmoid(X @ W_xi + H @ W_hi + b_i)
    F = hardsigmoid(X @ W_xf + H @ W_hf + b_f)
    O = hardsigmoid(X @ W_xo + H @ W_ho + b_o)
    C = F * C + I * torch.tanh(X @ W_xc + H @ W_hc + b_c)
    return O * torch.tanh(C), C
