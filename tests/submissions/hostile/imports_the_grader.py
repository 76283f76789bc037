"""Hostile: imports what judges it, and what it should have written."""

import importlib

import torch

FOUND = []
for name in ("reference.recurrent", "exercises", "grader.judge", "grader.answers", "grader.checker", "grader.sandbox"):
    try:
        importlib.import_module(name)
        FOUND.append(name)
    except ImportError:
        pass
if FOUND:
    print("ESCAPED", FOUND)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
