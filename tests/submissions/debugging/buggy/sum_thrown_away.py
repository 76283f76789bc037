import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = torch.matmul(X, W_xh)
    Z = Z + torch.matmul(H, W_hh)
    Z.add(b_h)
    return torch.tanh(Z)
