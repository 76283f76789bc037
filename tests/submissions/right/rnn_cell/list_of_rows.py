"""Right, with a note: a list with the new state of each example."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return [torch.tanh(x @ W_xh + h @ W_hh + b_h) for x, h in zip(X, H)]
