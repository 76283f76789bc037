"""Right: one example, mapped over the batch."""

import torch


def step(x, h, W_xh, W_hh, b_h):
    return torch.tanh(x @ W_xh + h @ W_hh + b_h)


batched = torch.vmap(step, in_dims=(0, 0, None, None, None))


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return batched(X, H, W_xh, W_hh, b_h)
