"""Wrong: turns on gradients for its arguments."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    for weight in (W_xh, W_hh, b_h):
        weight.requires_grad_()
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
