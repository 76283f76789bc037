"""Right: the five formulas."""


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = dH * (1 - H**2)
    dX = dZ @ W_xh.T
    dH_prev = dZ @ W_hh.T
    dW_xh = X.T @ dZ
    dW_hh = H_prev.T @ dZ
    db_h = dZ.sum(dim=0)
    return dX, dH_prev, dW_xh, dW_hh, db_h
