"""Wrong: the last state as `nn.RNN` returns it, (1, n, h)."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    weights = [W_xh.T, W_hh.T, b_h, torch.zeros_like(b_h)]
    return torch.rnn_tanh(X, H.unsqueeze(0), weights, True, 1, 0.0, False, False, False)
