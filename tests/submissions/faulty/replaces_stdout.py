"""Faulty: replaces the standard streams by objects that raise; otherwise right."""

import sys

import torch


class Broken:
    def __getattr__(self, name):
        raise RuntimeError(f"no {name} here")


def rnn_cell(X, H, W_xh, W_hh, b_h):
    sys.stdout = sys.__stdout__ = Broken()
    sys.stderr = sys.__stderr__ = Broken()
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
