"""Probing: the string in line 3 holds a line separator, which is no line end to Python; line 7 fails."""

note = "one line"


def rnn_cell(X, H, W_xh, W_hh, b_h):
    return X @ W_hh
