"""Hostile: stops the process that watches over it, then hangs."""

import os, signal
def rnn_cell(X, H, W_xh, W_hh, b_h):
    os.kill(os.getppid(), signal.SIGSTOP)
    while True: pass
