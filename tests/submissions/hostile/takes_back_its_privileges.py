"""Hostile: becomes somebody else."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        os.setuid(12345)
        print("ESCAPED", 'setuid')
    except OSError:
        pass
    try:
        os.setgroups([])
        print("ESCAPED", 'setgroups')
    except OSError:
        pass
    try:
        os.chroot("/")
        print("ESCAPED", 'chroot')
    except OSError:
        pass
    return torch.zeros_like(H)
