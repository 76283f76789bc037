import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    new = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    halves = new / 2
    new /= 2
    return new + halves
