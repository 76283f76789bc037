"""Hostile: blocks all signals, and hangs."""

import signal

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    while True:
        pass
