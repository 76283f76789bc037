"""Wrong: right values, with one product for each example."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    W = torch.cat((W_xh, W_hh), dim=0)
    rows = [torch.tanh(torch.cat((x, h)) @ W + b_h) for x, h in zip(X, H)]
    return torch.stack(rows)
