"""Hostile: computes one number for ever, where no signal is looked at."""

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return 10 ** (10**10) * H
