"""Hostile: makes tests pass, where it runs: pytest, comparisons, and what is printed."""

import sys

import torch

try:
    import pytest

    pytest.fail = lambda *a, **k: None
    pytest.Item.runtest = lambda self: None
except ImportError:
    pass

torch.testing.assert_close = lambda *a, **k: None
torch.equal = torch.allclose = lambda *a, **k: True
torch.Tensor.__eq__ = lambda a, b: torch.ones((), dtype=torch.bool)
print("rnn_cell: 10 of 10 points")
print("=== 9 passed in 0.01s ===", file=sys.stderr)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    print("=== 9 passed in 0.01s ===")
    return torch.zeros_like(H)
