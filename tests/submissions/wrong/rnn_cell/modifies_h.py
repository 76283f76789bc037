"""Wrong: writes the new state into the old one, under no_grad so that PyTorch does not complain."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    H_next = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    with torch.no_grad():
        H.copy_(H_next)
    return H_next
