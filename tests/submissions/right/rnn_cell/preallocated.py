"""Right: preallocates with `new_empty` and writes rows."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    H_next = H.new_empty(H.shape)
    for i, (x, h) in enumerate(zip(X, H)):
        H_next[i, :] = torch.tanh(x @ W_xh + h @ W_hh + b_h)
    return H_next
