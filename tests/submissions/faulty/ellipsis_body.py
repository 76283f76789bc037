"""Not attempted: a body of a docstring and `...`."""


def rnn_cell(X, H, W_xh, W_hh, b_h):
    """One step of a recurrent layer."""
    ...
