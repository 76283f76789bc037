"""Faulty: ends the process when called, without any clean-up."""

import os


def rnn_cell(X, H, W_xh, W_hh, b_h):
    os._exit(0)
