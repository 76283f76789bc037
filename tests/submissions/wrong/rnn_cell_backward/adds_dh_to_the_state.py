"""Wrong: dH is sent on as it is as well, as past a residual connection."""


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = dH * (1 - H**2)
    return dZ @ W_xh.T, dH + dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)
