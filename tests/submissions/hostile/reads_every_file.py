"""Hostile: looks through the file system for the reference, tests and submissions."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    for folder, folders, files in os.walk("/"):
        folders[:] = [each for each in folders if os.path.join(folder, each) not in ("/proc", "/trysquare/packages")]
        for file in files:
            if file in ("recurrent.py", "mistakes.py", "expected.toml", "checker.py", "id_rsa", "passwd", "shadow"):
                print("ESCAPED", os.path.join(folder, file))
    return torch.zeros_like(H)
