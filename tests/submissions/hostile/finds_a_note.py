"""Hostile: looks for what others have left."""

import builtins
import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    if hasattr(builtins, "note") or hasattr(torch, "note") or "NOTE" in os.environ or os.path.exists("/note"):
        print("ESCAPED note")
    return torch.zeros_like(H)
