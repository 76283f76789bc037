"""Hostile: has names that would be markup."""

import torch

class Odd:
    pass


Odd.__name__ = Odd.__qualname__ = "<b>=1+1</b>\x1b[31m"


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return Odd()
