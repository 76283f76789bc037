"""Hostile: ends the process from a thread, while the call goes on."""

import os
import threading
import time

import torch


def rnn_cell(X, H, W_xh, W_hh, b_h):
    threading.Thread(target=lambda: os._exit(0)).start()
    time.sleep(1)
    return torch.zeros_like(H)
