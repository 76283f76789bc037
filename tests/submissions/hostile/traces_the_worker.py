"""Hostile: watches the worker at work."""

import sys
import threading

import torch

def watch(frame, event, argument):
    for name in ("expected", "answers", "reference"):
        if frame.f_locals.get(name) is not None:
            print("ESCAPED", name)
    return watch


threading.settrace(watch)
sys.settrace(watch)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
