"""Hostile: raises an error whose text is made at length."""

import time

import torch

class Liar(Exception):
    def __str__(self):
        while True:
            time.sleep(1)

    __repr__ = __str__


def rnn_cell(X, H, W_xh, W_hh, b_h):
    raise Liar
