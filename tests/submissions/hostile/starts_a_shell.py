"""Hostile: starts another program."""

import subprocess

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        subprocess.run(["/bin/sh", "-c", "true"], check=False)
        print("ESCAPED", 'shell')
    except OSError:
        pass
    return torch.zeros_like(H)
