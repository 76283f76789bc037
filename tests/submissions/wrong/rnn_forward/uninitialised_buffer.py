"""Wrong: the state read in each step is the buffer's row of that same step, which nothing has written yet."""

import torch


def rnn_forward(X, H, W_xh, W_hh, b_h):
    states = torch.empty(X.shape[0], *H.shape, dtype=X.dtype, device=X.device)
    rows = []
    for t in range(X.shape[0]):
        rows.append(torch.tanh(X[t] @ W_xh + states[t] @ W_hh + b_h))
    return torch.stack(rows), rows[-1]
