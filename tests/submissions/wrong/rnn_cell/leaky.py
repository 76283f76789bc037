"""Wrong: keeps half of the old state."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.lerp(H, torch.tanh(X @ W_xh + H @ W_hh + b_h), 0.5)
