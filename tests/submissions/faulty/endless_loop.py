"""Faulty: never ends."""


def rnn_cell(X, H, W_xh, W_hh, b_h):
    i = 0
    while i < len(b_h):
        H = H + 0
    return H
