import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = X @ W_xh + H @ W_hh + b_h
    H_new = torch.tanh(Z).squeeze(0)
    return H_new
