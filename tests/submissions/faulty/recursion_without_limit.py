"""Faulty: calls itself for ever, after lifting the limit."""

import sys

sys.setrecursionlimit(2**31 - 1)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return rnn_cell(X, H, W_xh, W_hh, b_h)
