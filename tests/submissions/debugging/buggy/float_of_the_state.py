import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    H = torch.tanh(torch.matmul(X, W_xh) + torch.matmul(H, W_hh) + b_h)
    return H.to(torch.float)
