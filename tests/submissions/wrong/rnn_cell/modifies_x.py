"""Wrong: the result is right, but the input is centred in place and stays so."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    H_next = torch.tanh(X.clone() @ W_xh + H @ W_hh + b_h)
    X.data.sub_(X.data.mean(dim=0))
    return H_next
