"""A sibling of `with_sibling.py`; no submission of its own."""

import torch


def cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
