"""Wrong: computes in half precision, to be fast."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    Z = X.half() @ W_xh.half() + H.half() @ W_hh.half() + b_h.half()
    return torch.tanh(Z).to(X.dtype)
