"""Wrong: saves memory at the caller's expense."""


def rnn_cell_backward(dH, X, H_prev, H, W_xh, W_hh):
    dZ = dH.mul_(1 - H**2)
    return dZ @ W_xh.T, dZ @ W_hh.T, X.T @ dZ, H_prev.T @ dZ, dZ.sum(0)
