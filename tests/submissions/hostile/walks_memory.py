"""Hostile: looks for the reference among all objects that there are."""

import gc

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    for thing in gc.get_objects():
        module = getattr(thing, "__module__", None)
        if isinstance(module, str) and module.split(".")[0] in ("reference", "exercises"):
            print("ESCAPED", module)
    return torch.zeros_like(H)
