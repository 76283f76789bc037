"""Hostile: answers every question with a quarter of a gigabyte beside the result."""

import sys

import torch

child, probes = sys.modules["grader.worker.child"], sys.modules["grader.worker.probe"]
observe = child.observe
BALLAST = torch.zeros(30 << 20, dtype=torch.float64)


def heavy(implementation, probe, *rest, **more):
    seen = observe(implementation, probe, *rest, **more)
    ballast = probes.Leaf("a tensor", tuple(BALLAST.shape), "float64", "cpu", BALLAST)
    return probes.Observation(probe.id, seen.result, draws=(probes.Result("a tensor", (ballast,)),))


child.observe = heavy


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
