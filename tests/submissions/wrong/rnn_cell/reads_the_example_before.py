"""Wrong: the index -1 is not an error: row 0 reads the state of the last row."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    rows = [torch.tanh(X[i] @ W_xh + H[i - 1] @ W_hh + b_h) for i in range(X.shape[0])]
    return torch.stack(rows)
