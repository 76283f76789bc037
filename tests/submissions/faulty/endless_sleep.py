"""Faulty: sleeps, using no time of the processor."""

import time


def rnn_cell(X, H, W_xh, W_hh, b_h):
    time.sleep(3600)
    return H
