import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    H_prev = torch.tensor(H)
    out = torch.mm(X, W_xh) + torch.mm(H_prev, W_hh)
    return torch.tanh(out + b_h)
