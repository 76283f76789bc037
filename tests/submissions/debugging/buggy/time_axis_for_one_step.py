import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    X = X.unsqueeze(0)
    XW = torch.matmul(X, W_xh)
    HW = torch.matmul(H, W_hh)
    return torch.tanh(XW + HW + b_h)
