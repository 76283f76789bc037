"""Hostile: exchanges what the worker calls and what it sends."""

import sys

import torch

call = sys.modules["grader.worker.call"]
child = sys.modules["grader.worker.child"]
wire = sys.modules["grader.worker.wire"]


def flattered(implementation, probe, *rest, **more):
    seen = original(implementation, probe, *rest, **more)
    for name in ("expected", "answers", "reference"):
        if hasattr(probe, name):
            print("ESCAPED", name)
    return seen


original, child.observe = child.observe, flattered
wire.MAX_JSON = wire.MAX_TENSORS = 1 << 62


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
