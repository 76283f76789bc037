"""Hostile: computes in other processes."""

import multiprocessing

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    try:
        with multiprocessing.get_context("fork").Pool(2) as pool:
            pool.map(abs, [1, 2])
        print("ESCAPED", 'pool')
    except Exception:
        pass
    return torch.zeros_like(H)
