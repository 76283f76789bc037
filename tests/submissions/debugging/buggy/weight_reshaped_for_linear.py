import torch
import torch.nn.functional as F


def rnn_cell(X, H, W_xh, W_hh, b_h):
    d, h = W_xh.shape
    weight = W_xh.reshape(h, d)
    return torch.tanh(F.linear(X, weight, b_h) + H @ W_hh)
