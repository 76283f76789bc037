"""Loads a module that takes most of a second, and then never ends."""


def rnn_cell(X, H, W_xh, W_hh, b_h):
    import slow_to_load

    while slow_to_load.ZERO == 0:
        pass
