import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    U = W_hh[:, :1]  # "a column multiplies too", someone said
    return torch.tanh(X @ W_xh + H @ U + b_h)
