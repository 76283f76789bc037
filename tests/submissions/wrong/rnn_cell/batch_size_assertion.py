"""Wrong: the batch size of the example in the book is built in."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    assert X.shape[0] == 3, "batch size should be 3"
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
