"""Wrong: walks through the batch as if it were time."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    state = H[0]
    rows = []
    for x in X:
        state = torch.tanh(x @ W_xh + state @ W_hh + b_h)
        rows.append(state)
    return torch.stack(rows)
