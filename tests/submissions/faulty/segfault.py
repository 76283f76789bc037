"""Faulty: reads address zero."""

import ctypes


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return ctypes.string_at(0)
