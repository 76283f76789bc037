"""Faulty: leaves a process behind that lives for five minutes; otherwise right."""

import functools
import os
import time

import torch


@functools.cache
def daemon():
    child = os.fork()
    if child == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(300)
        os._exit(0)
    os.waitpid(child, 0)


def rnn_cell(X, H, W_xh, W_hh, b_h):
    daemon()
    return torch.tanh(X @ W_xh + H @ W_hh + b_h)
