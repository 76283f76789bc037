import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    weighted = H @ W_hh
    recurrent = weighted.sum(dim=1, keepdim=True)
    return torch.tanh(X @ W_xh + recurrent + b_h)
