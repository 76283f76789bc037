"""Hostile: turns off the alarm that would end it, and hangs."""

import signal

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    while True:
        pass
