"""Loads a module that never ends."""


def rnn_cell(X, H, W_xh, W_hh, b_h):
    import never_loaded

    return never_loaded
