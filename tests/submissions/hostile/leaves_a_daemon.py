"""Hostile: leaves a process in a session of its own behind; otherwise right."""

import os, time, torch
def rnn_cell(X, H, W_xh, W_hh, b_h):
    if os.fork()==0:
        os.setsid()
        if os.fork()==0:
            time.sleep(1000)
        os._exit(0)
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
