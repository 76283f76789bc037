"""Faulty: a list that contains itself."""


def rnn_cell(X, H, W_xh, W_hh, b_h):
    result = []
    result.append(result)
    return result
