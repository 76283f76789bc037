"""Wrong: the bias gets a gradient of the shape of the sum."""


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = (1 - H**2) * dH
    db_h = dZ
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, db_h
