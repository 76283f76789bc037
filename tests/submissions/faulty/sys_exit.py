"""Faulty: ends the program when called, with success."""

import sys


def rnn_cell(X, H, W_xh, W_hh, b_h):
    sys.exit(0)
