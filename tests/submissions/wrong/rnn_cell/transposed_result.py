"""Wrong: units by examples."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(W_xh.T @ X.T + W_hh.T @ H.T + b_h.reshape(-1, 1))
