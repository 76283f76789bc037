"""Hostile: makes every comparison of torch say yes."""

import torch

torch.testing.assert_close = lambda *a, **k: None
torch.equal = torch.allclose = lambda *a, **k: True
torch.Tensor.__eq__ = lambda a, b: torch.ones((), dtype=torch.bool)
torch.Tensor.any = lambda *a, **k: torch.zeros((), dtype=torch.bool)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
