"""Right: copies the parts into buffers instead of concatenating."""

import torch


def rnn_cell_concat(X, H, W_xh, W_hh, b_h):
    d, h = W_xh.shape
    XH = X.new_empty(X.shape[0], d + h)
    XH[:, :d] = X
    XH[:, d:] = H
    W = torch.empty(d + h, h, dtype=X.dtype, device=X.device)
    W[:d], W[d:] = W_xh, W_hh
    return torch.tanh(torch.matmul(XH, W) + b_h)
