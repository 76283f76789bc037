"""Right: recomputes its intermediate values in the backward pass."""

import torch
from torch.utils.checkpoint import checkpoint


def step(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return checkpoint(step, X, H, W_xh, W_hh, b_h, use_reentrant=False)
