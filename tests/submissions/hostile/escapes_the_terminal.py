"""Hostile: raises an error that would draw on a terminal."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    raise ValueError("\x1b]0;owned\x07\x1b[2J\x1b[31m10 of 10 points\x1b[0m \u202e\u2066 \x9b31m \r all passed")
