"""Hostile: allows itself more."""

import resource

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
        try:
            resource.setrlimit(what, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            print("ESCAPED", what)
        except (OSError, ValueError):
            pass
    return torch.zeros_like(H)
