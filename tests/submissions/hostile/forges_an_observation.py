"""Hostile: sends an observation of its own before the true one."""

import sys

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    wire, probe = sys.modules["grader.worker.wire"], sys.modules["grader.worker.probe"]
    frame = sys._getframe()
    while frame is not None:
        if "stream" in frame.f_locals and hasattr(frame.f_locals["stream"], "socket"):
            leaf = probe.Leaf("a tensor", tuple(H.shape), "float64", "cpu", torch.zeros_like(H))
            wire.send(frame.f_locals["stream"], probe.Observation("spelled", probe.Result("a tensor", (leaf,))))
        frame = frame.f_back
    return torch.zeros_like(H)
