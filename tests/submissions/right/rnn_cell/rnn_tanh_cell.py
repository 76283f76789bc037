"""Right: the function below `nn.RNNCell`; half of the bias on each side."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.rnn_tanh_cell(X, H, W_xh.T, W_hh.T, b_h / 2, b_h / 2)
