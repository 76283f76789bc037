"""Wrong: rescales the recurrent weights against exploding gradients."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    U = W_hh / torch.linalg.matrix_norm(W_hh)
    return torch.tanh(X @ W_xh + H @ U + b_h)
