"""Faulty: an exception whose text never ends."""


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def rnn_cell(X, H, W_xh, W_hh, b_h):
    raise Endless
