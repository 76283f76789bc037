"""Hostile: rewrites what is imported after it."""

import sys

import torch

class Hook:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.startswith("grader"):
            print("ESCAPED", name)


sys.meta_path.insert(0, Hook)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return torch.zeros_like(H)
