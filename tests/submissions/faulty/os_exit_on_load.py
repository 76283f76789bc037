"""Faulty: ends the process while the file is loaded."""

import os

os._exit(0)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return H
