"""Faulty: an exception that cannot be shown: its text raises again."""


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


def rnn_cell(X, H, W_xh, W_hh, b_h):
    raise Unprintable
