"""Hostile: leaves something for those who come later."""

import builtins
import os

import torch

builtins.note = torch.note = "from before"
os.environ["NOTE"] = "from before"


def rnn_cell(X, H, W_xh, W_hh, b_h):
    open("/note", "w").write("x")
    return torch.zeros_like(H)
