"""What must not be run by pytest itself: it says so where it can."""

import contextlib
from pathlib import Path

import torch

with contextlib.suppress(OSError):
    Path(__file__).with_name("was_run").write_text("yes")


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)


def test_everything():
    assert True
