"""Faulty: aborts the process by a signal."""

import os


def rnn_cell(X, H, W_xh, W_hh, b_h):
    os.abort()
