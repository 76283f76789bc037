"""Faulty: never ends, and catches whatever would end it."""

import signal


def rnn_cell(X, H, W_xh, W_hh, b_h):
    for number in signal.valid_signals():
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
