"""Wrong: copies the state by way of a Python list."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    previous = torch.tensor(H.tolist(), dtype=H.dtype, device=H.device)
    return torch.tanh(X @ W_xh + previous @ W_hh + b_h)
