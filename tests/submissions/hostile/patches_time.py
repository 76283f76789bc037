"""Hostile: stops the clocks that it can reach."""

import signal
import time

import torch

time.monotonic = time.time = time.perf_counter = lambda: 0.0
signal.setitimer = lambda *a: None


def rnn_cell(X, H, W_xh, W_hh, b_h):
    while True:
        pass
