"""Checked live: what it prints and raises would clear the screen."""


def rnn_cell(X, H, W_xh, W_hh, b_h):
    print("\x1b[2Jhello")
    raise ValueError("\x1b[2J\x1b[31mwiped")
